/** Wakes whoever waits; a ring while nobody waits is kept for the next who does. */
export interface Bell {
  ring(): void;
  /** Ends at the next ring, or after `millis`. */
  wait(millis: number): Promise<void>;
}

export const createBell = (): Bell => {
  let rung = false;
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      if (waiting.size === 0) rung = true;
      for (const wake of waiting) wake();
    },
    wait: async (millis) => {
      if (rung) {
        rung = false;
        return;
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, millis);
        waiting.add(wake);
      });
    },
  };
};
