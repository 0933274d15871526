import { logRising } from '../../special/log-rising.ts';
import { softplus } from '../../special/softplus.ts';
import type { PurchaseHistory } from '../../statistics.ts';
import { logOddsGone } from './alive.ts';
import { type BetaGeometricModel, type BetaGeometricParameters, staysAfter } from './parameters.ts';

/**
 * The log-likelihood of one customer (equation 6 of Fader, Hardie, Lee 2005; with one more chance to leave for
 * MBG/NBD), in logarithms throughout (Hardie, note 027).
 */
export const logLikelihood = (
  model: BetaGeometricModel,
  parameters: BetaGeometricParameters,
  history: PurchaseHistory,
): number => {
  const { r, alpha, a, b } = parameters;
  const { x, T } = history;
  const silence = -r * Math.log1p(T / alpha);
  // Close to 0 for a short time: the sum of two terms near b / (a + b) and a / (a + b) would lose its digits.
  if (x === 0) return model === 'bg' ? silence : Math.log1p((b / (a + b)) * Math.expm1(silence));
  const stays = staysAfter(model, x);
  const stayed = logRising(b, stays) - logRising(a + b, stays);
  const bought = logRising(r, x) + silence - x * Math.log(alpha + T);
  return bought + stayed + softplus(logOddsGone(model, parameters, history));
};
