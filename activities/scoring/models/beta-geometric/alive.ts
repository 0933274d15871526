import type { PurchaseHistory } from '../../statistics.ts';
import { logistic } from '../../special/softplus.ts';
import { type BetaGeometricModel, type BetaGeometricParameters, staysAfter } from './parameters.ts';

/**
 * The logarithm of the odds that the customer left at the last purchase: a / (b + stays − 1) ((alpha + T) /
 * (alpha + t_x))^(r + x). −Infinity where the model lets nobody leave: BG/NBD before the first repeat purchase.
 */
export const logOddsGone = (
  model: BetaGeometricModel,
  { r, alpha, a, b }: BetaGeometricParameters,
  { x, tx, T }: PurchaseHistory,
): number => {
  const stays = staysAfter(model, x);
  if (stays === 0) return -Infinity;
  return Math.log(a / (b + (stays - 1))) + (r + x) * Math.log1p((T - tx) / (alpha + tx));
};

/** P(alive): the probability that the customer has not left for good. In BG/NBD it is 1 for every one-time buyer. */
export const probabilityAlive = (
  model: BetaGeometricModel,
  parameters: BetaGeometricParameters,
  history: PurchaseHistory,
): number => logistic(logOddsGone(model, parameters, history));
