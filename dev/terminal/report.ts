/** What the person at the terminal is told; calm, one line a fact. */
export interface Report {
  line(text?: string): void;
  /** A part that is there, from where, and how long it took in milliseconds. */
  step(part: string, from: string, millis: number): void;
  /** What takes long; repeated while it does. */
  progress(text: string): void;
  /** Names and addresses, aligned. */
  table(rows: readonly (readonly [name: string, value: string])[]): void;
}

/** Reports through `write`, which gets whole lines without their end. */
export const createReport = (write: (line: string) => void): Report => ({
  line: (text = '') => write(text),
  step: (part, from, millis) => write(`  ${part.padEnd(12)} ${from}, ${(millis / 1000).toFixed(1)} s`),
  progress: (text) => write(`  ${text}`),
  table: (rows) => {
    for (const [name, value] of rows) write(`  ${name.padEnd(12)} ${value}`);
  },
});
