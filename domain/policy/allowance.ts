import type { CivilUnit } from '../civil/window.ts';
import type { Duration } from '../time/duration.ts';

/**
 * In what stretch of time something is counted: the last so many hours or days before the instant, or the civil
 * day, week or month of the customer that it falls into.
 */
export type Window = { readonly rolling: Duration } | { readonly civil: CivilUnit };

/** The longest window that may be asked for: what the gate reads of the past (a month and some days to spare). */
export const longestWindow: Duration = '35 days';

/** How many, by the season's mode; a mode that says nothing has the normal number. */
export interface Allowance {
  readonly normal: number;
  readonly event?: number | undefined;
  readonly dday?: number | undefined;
  /** How long it takes to come back step by step to the normal number when the mode ends; at once without it (R80). */
  readonly back?: Duration | undefined;
}
