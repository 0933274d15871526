import { logistic } from '../../special/softplus.ts';
import type { PurchaseHistory } from '../../statistics.ts';
import type { ParetoParameters } from './parameters.ts';
import { integral } from './span.ts';

/** The logarithm of the odds that the customer left between the last purchase and now; −Infinity when no time passed. */
export const logOddsGone = (parameters: ParetoParameters, { x, tx, T }: PurchaseHistory): number => {
  const { r, alpha, s, beta } = parameters;
  const left = s * integral({ parameters, shape: r + x, from: tx, to: T }, 'beta');
  const since = T - tx;
  return Math.log(left) + (r + x) * Math.log1p(since / (alpha + tx)) + s * Math.log1p(since / (beta + tx));
};

/** P(alive): the probability that the customer's lifetime is not over. */
export const probabilityAlive = (parameters: ParetoParameters, history: PurchaseHistory): number =>
  logistic(logOddsGone(parameters, history));
