import type { PurchaseHistory } from '../../statistics.ts';
import { probabilityAlive } from './alive.ts';
import type { BetaGeometricModel, BetaGeometricParameters } from './parameters.ts';

/**
 * The probability that the customer buys again within `horizon`, in closed form: customers leave only at a purchase, so
 * one who is alive stays until the next. Churn over the horizon is 1 less this.
 */
export const probabilityOfOrder = (
  model: BetaGeometricModel,
  parameters: BetaGeometricParameters,
  history: PurchaseHistory,
  horizon: number,
): number => {
  const silence = -(parameters.r + history.x) * Math.log1p(horizon / (parameters.alpha + history.T));
  return probabilityAlive(model, parameters, history) * -Math.expm1(silence);
};

/**
 * The time within which half of such customers buy again, if alive: (alpha + T)(2^(1 / (r + x)) − 1). Infinity when it
 * is beyond every number, as for a buyer with nearly no rate.
 */
export const medianTimeToNextOrder = (
  parameters: Pick<BetaGeometricParameters, 'r' | 'alpha'>,
  history: Pick<PurchaseHistory, 'x' | 'T'>,
): number => timeToNextOrder(parameters, history, 0.5);

/** The time within which `share` of such customers buy again, if alive: (alpha + T)((1 − share)^(−1 / (r + x)) − 1). */
export const timeToNextOrder = (
  { r, alpha }: Pick<BetaGeometricParameters, 'r' | 'alpha'>,
  { x, T }: Pick<PurchaseHistory, 'x' | 'T'>,
  share: number,
): number => (alpha + T) * Math.expm1(-Math.log1p(-share) / (r + x));
