/** The order in which the stack stops: whoever uses something stops before it. */
const order = ['store', 'api', 'worker', 'clock', 'Temporal', 'PostgreSQL', 'files'] as const;
export type StackPart = (typeof order)[number];

export interface Teardown {
  /**
   * Notes how to stop a part that just started.
   *
   * @throws StackStoppedError when the stack is being stopped already: the part is stopped at once.
   */
  add(part: StackPart, stop: () => Promise<void> | void): Promise<void>;
  /** Stops all parts in order; one that fails does not keep the others running. May be called again. */
  run(): Promise<readonly Error[]>;
}

/** Collects what was started, so that everything stops in order at whatever moment the stack ends. */
export const createTeardown = (): Teardown => {
  const parts = new Map<StackPart, () => Promise<void> | void>();
  let running: Promise<readonly Error[]> | undefined;

  const stopAll = async (): Promise<readonly Error[]> => {
    const failures: Error[] = [];
    for (const part of order) {
      try {
        await parts.get(part)?.();
      } catch (error) {
        failures.push(new Error(`${part} did not stop: ${String(error)}`, { cause: error }));
      }
    }
    return failures;
  };

  return {
    add: async (part, stop) => {
      if (running) {
        await stop();
        throw new StackStoppedError();
      }
      parts.set(part, stop);
    },
    run: () => (running ??= stopAll()),
  };
};

/** Thrown while the stack starts, when it is asked to stop. */
export class StackStoppedError extends Error {
  override readonly name = 'StackStoppedError';
  readonly code = 'STACK_STOPPED';
  constructor() {
    super('The stack was stopped while it started.');
  }
}
