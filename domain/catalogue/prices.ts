/**
 * From this factor on a price is held for a mistake of the decimal point, up or down: euros told as cents, or the other
 * way round, are off by 100. Sales and rises of price are far below it.
 */
const offFactor = 20;

/** Fewer prices than this say nothing of a category. */
const leastPrices = 5;

/** The wide ones: a category of cables and computers is no measure of either. */
const deviations = 5;

const isOff = (price: number, usual: number): boolean => price >= usual * offFactor || price * offFactor <= usual;

/** Whether a price is many times off what was paid for the same product. */
export const isOffHistory = (price: number, paid: number): boolean => paid > 0 && isOff(price, paid);

/** What the prices of one category are like, on a scale on which a factor is a distance. */
export interface CategoryPrices {
  readonly count: number;
  /** Median of the logarithms, and the median distance from it: neither moves for a few wrong prices. */
  readonly middle: number;
  readonly spread: number;
}

export const categoryPrices = (prices: readonly number[]): CategoryPrices => {
  const logs = prices.filter((price) => price > 0).map((price) => Math.log(price));
  const middle = median(logs);
  return { count: logs.length, middle, spread: median(logs.map((log) => Math.abs(log - middle))) };
};

/** Whether a price is many times off its category's, and far outside of how widely those are spread. */
export const isOffCategory = (price: number, { count, middle, spread }: CategoryPrices): boolean =>
  price > 0 &&
  count >= leastPrices &&
  isOff(price, Math.exp(middle)) &&
  Math.abs(Math.log(price) - middle) > deviations * spread;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};
