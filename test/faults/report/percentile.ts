/** The nearest-rank percentile (https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method); undefined of nothing. */
export const percentile = (values: readonly number[], percent: number): number | undefined => {
  const sorted = [...values].toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
};
