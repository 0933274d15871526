/** From one purchase of something to the next. */
export interface Gap {
  /** Above 0: purchases of one day are one. */
  readonly days: number;
  /** How much was bought at its beginning: quantity × pack size; 1 where only visits are counted. */
  readonly units: number;
}

/** The logarithm of the days that one unit lasted: what the model takes as normally distributed. */
export const logDaysPerUnit = ({ days, units }: Gap): number => Math.log(days / units);

/**
 * What the model needs to know of the gaps of one customer with one product: sums that a database can keep. `sum` and
 * `sumOfSquares` are of ln(days / units).
 */
export interface GapSums {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

export const noGaps: GapSums = { count: 0, sum: 0, sumOfSquares: 0 };

export const withGap = ({ count, sum, sumOfSquares }: GapSums, gap: Gap): GapSums => {
  const u = logDaysPerUnit(gap);
  return { count: count + 1, sum: sum + u, sumOfSquares: sumOfSquares + u * u };
};
