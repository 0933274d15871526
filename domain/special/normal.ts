import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';

/** P(Z ≤ z) of the standard normal distribution, exact in the far tails too. */
export const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** The z with P(Z ≤ z) = `share`; exact for shares down to the smallest double. */
export const normalQuantile = (share: number): number => -Math.SQRT2 * erfcinv(2 * share);
