/** From where on somebody comes in, and from where on somebody who is in stays: the second is further out. */
export interface Cut {
  readonly enter: number;
  readonly stay: number;
}

/**
 * Where the lines are that depend on all customers of a shop, counted by the run of the night and kept until the next: so
 * that one customer can be judged in between without moving everybody. Absent: too few customers to draw a line.
 */
export interface SegmentCuts {
  /** Of what buyers spent in 365 days, and of what models expect of them, in minor units. */
  readonly yearSpend?: Cut | undefined;
  readonly lifetimeValue?: Cut | undefined;
  /** Of how much more than expected is bought cheaper. */
  readonly discounts?: Cut | undefined;
  /** The mean of the logarithm of the days between two purchases. */
  readonly gapLogMean?: number | undefined;
}

/** With fewer customers than this a share of them says nothing; Klaviyo asks for 500 before it foresees. */
export const leastForShares = 50;
/** From so many gaps on the shop's own mean is used. */
export const leastForGaps = 50;

/** Among these shares of the customers, from the top, lies the line; both in percent. */
export interface TopShare {
  readonly enter: number;
  readonly stay: number;
}
