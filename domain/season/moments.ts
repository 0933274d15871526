import { fractionOf } from '../split.ts';
import { type Instant, type Millis, toMillis } from '../time/instant.ts';
import type { Moment } from './campaign.ts';

/** When one moment is, in UTC. */
export interface MomentWindow {
  readonly from: Instant;
  /** From here on what it says is not true or of no use any more. */
  readonly until: Instant;
  /** Its messages go out within so many milliseconds from `from` on. */
  readonly spread: number;
}

/** The moments of one campaign; one that it does not have, or that was taken out, is absent. */
export type Moments = Readonly<Partial<Record<Moment, MomentWindow>>>;

/** When a customer's own message of a moment is due: never before the moment, always at the same place of its spread. */
export const momentFor = ({ from, spread }: MomentWindow, customer: string): Millis =>
  toMillis(from) + Math.floor(fractionOf(`spread/${customer}`) * spread);
