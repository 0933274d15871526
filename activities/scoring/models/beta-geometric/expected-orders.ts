import type { PurchaseHistory } from '../../statistics.ts';
import { probabilityAlive } from './alive.ts';
import { ordersWhileAlive } from './orders-while-alive.ts';
import { type BetaGeometricModel, type BetaGeometricParameters, staysAfter } from './parameters.ts';

/**
 * Purchases that the model expects within `t` of the end of what was observed (equation 10 of Fader, Hardie, Lee 2005).
 * With {x: 0, tx: 0, T: 0} it is E[X(t)], what a new customer brings.
 */
export const expectedOrders = (
  model: BetaGeometricModel,
  parameters: BetaGeometricParameters,
  history: PurchaseHistory,
  t: number,
): number => probabilityAlive(model, parameters, history) * ordersIfAlive(model, parameters, history, t);

/** The same for a customer who is known not to have left; depends on `x` and `T` alone. */
export const ordersIfAlive = (
  model: BetaGeometricModel,
  { r, alpha, a, b }: BetaGeometricParameters,
  { x, T }: Pick<PurchaseHistory, 'x' | 'T'>,
  t: number,
): number => ordersWhileAlive({ shape: r + x, rate: alpha + T, a, stays: b + staysAfter(model, x) }, t);
