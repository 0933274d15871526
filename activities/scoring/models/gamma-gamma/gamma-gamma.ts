import gammaln from '@stdlib/math-base-special-gammaln';
import { logRising } from '../../special/log-rising.ts';
import type { SpendingHistory } from '../../statistics.ts';

/**
 * Gamma-Gamma model of spend (Fader, Hardie, Lee 2005, doi 10.1509/jmkr.2005.42.4.415; Hardie, note 025): the amounts of
 * a customer's purchases are Gamma(p, rate ν), and ν ~ Gamma(q, rate v). It takes what somebody spends as independent of
 * how often somebody buys.
 */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  /** In the unit of the amounts. */
  readonly v: number;
}

/** The log-likelihood of one repeat buyer's mean amount (note 025, equation 1a); both `x` and the mean are above 0. */
export const logLikelihood = ({ p, q, v }: GammaGammaParameters, { x, meanSpend }: SpendingHistory): number => {
  const total = x * meanSpend;
  const shapes = logRising(p * x, q) - gammaln(q);
  return shapes - p * x * Math.log1p(v / total) - q * Math.log1p(total / v) - Math.log(meanSpend);
};

/**
 * The mean amount of the customer's purchases to come (note 025, equation 5): a weighted mean of what all and what this
 * customer spends; with `x` 0 the mean of all. Infinity unless p x + q is above 1: with q up to 1 the model has no mean.
 */
export const expectedSpend = ({ p, q, v }: GammaGammaParameters, { x, meanSpend }: SpendingHistory): number => {
  const surplus = p * x + q - 1;
  return surplus > 0 ? (p * (v + x * meanSpend)) / surplus : Infinity;
};
