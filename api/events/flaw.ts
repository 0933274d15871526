import type { z } from 'zod';

/** What is wrong with what was sent: where, and why. */
export interface Flaw {
  /** Path inside of it: `data.lines.0.quantity`. */
  readonly field: string;
  readonly problem: string;
}

/** An answer never grows with what was wrong: both may quote keys that the sender chose. */
const mostFlaws = 20;

/** What `error` found, each with its path after `prefix`. */
export const flawsOf = (error: z.ZodError, prefix: readonly string[] = []): readonly Flaw[] =>
  error.issues.slice(0, mostFlaws).map(({ path, message }) => ({
    field: [...prefix, ...path.map(String)].join('.').slice(0, 200),
    problem: message.slice(0, 300),
  }));
