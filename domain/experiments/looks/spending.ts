import { normalCdf, normalQuantile } from '../distributions.ts';

/**
 * How much of the chance of a false alarm is used up by each part of the data (Lan and DeMets, Biometrika 1983).
 * `obrien-fleming`: next to nothing early, so that the last look is nearly as sharp as a single one. `pocock`: evenly.
 */
export type Spending = 'obrien-fleming' | 'pocock';

/** What is used up at `fraction` of the planned data, two-sided; all of `alpha` at 1. */
export const spent = (spending: Spending, fraction: number, alpha: number): number => {
  if (fraction <= 0) return 0;
  const part = Math.min(1, fraction);
  if (spending === 'pocock') return alpha * Math.log(1 + (Math.E - 1) * part);
  // Two one-sided halves.
  return 4 * normalCdf(-normalQuantile(1 - alpha / 4) / Math.sqrt(part));
};
