import betaln from '@stdlib/math-base-special-betaln';
import gammainc from '@stdlib/math-base-special-gammainc';
import normalCdfOf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';
import studentCdf from '@stdlib/stats-base-dists-t-cdf';
import studentQuantileOf from '@stdlib/stats-base-dists-t-quantile';

/** The distributions that tests and intervals need, by @stdlib; standard normal where no parameter is given. */

export const normalCdf = (z: number): number => normalCdfOf(z, 0, 1);

export const normalQuantile = (probability: number): number => normalQuantileOf(probability, 0, 1);

/** How likely a value at least this far from 0 is, on either side. */
export const normalTwoSided = (z: number): number => Math.min(1, 2 * normalCdf(-Math.abs(z)));

/** Student's t: how likely a value at least this far from 0 is, on either side. */
export const studentTwoSided = (t: number, degreesOfFreedom: number): number =>
  Math.min(1, 2 * studentCdf(-Math.abs(t), degreesOfFreedom));

export const studentQuantile = (probability: number, degreesOfFreedom: number): number =>
  studentQuantileOf(probability, degreesOfFreedom);

/** Chi-square: how likely a value at least this large is. */
export const chiSquareAbove = (value: number, degreesOfFreedom: number): number =>
  value <= 0 ? 1 : gammainc(value / 2, degreesOfFreedom / 2, true, true);

/** The logarithm of the beta function. */
export const logBeta = (a: number, b: number): number => betaln(a, b);
