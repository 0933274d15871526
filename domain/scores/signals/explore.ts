import { fractionOf } from '../../split.ts';

/** What is tried on some customers against what is known of them. */
export type ExploredSignal = 'price' | 'hour' | 'offer';

/** One customer of ten: what Emarsys and Klaviyo keep their send-time models honest with. */
export const exploredShare = 0.1;

/** So long the same customers are: a quarter, in days. */
const epochDays = 91;

/**
 * Whether a signal is left aside for a customer, so that its history learns something besides its own choices: who gets
 * discounts because they look sensitive to prices buys with discounts, and looks more so. One customer in ten, others each
 * quarter, by a hash, whatever is known of them.
 *
 * @param day counted from 1970-01-01.
 */
export const isExplored = (signal: ExploredSignal, customer: string, day: number, share = exploredShare): boolean =>
  exploredPlace(signal, customer, day) < share;

/** A number from 0 to 1 that goes with it, for what is drawn in place of the signal. */
export const drawn = (signal: ExploredSignal, customer: string, day: number): number =>
  fractionOf(`drawn/${signal}/${customer}/${day}`);

const exploredPlace = (signal: ExploredSignal, customer: string, day: number): number =>
  fractionOf(`explore/${signal}/${customer}/${Math.floor(day / epochDays)}`);
