import { decayedSpan } from '../../special/decayed-span.ts';
import type { PurchaseHistory } from '../../statistics.ts';
import { probabilityAlive } from './alive.ts';
import type { ParetoParameters } from './parameters.ts';
import { integral } from './span.ts';

/**
 * Purchases that the model expects within `t` of the end of what was observed (Schmittlein, Morrison, Colombo 1987;
 * Hardie, note 008). With {x: 0, tx: 0, T: 0} it is E[X(t)].
 */
export const expectedOrders = (parameters: ParetoParameters, history: PurchaseHistory, t: number): number => {
  const { r, alpha, s, beta } = parameters;
  const { x, T } = history;
  const lifetime = (beta + T) * decayedSpan(s - 1, Math.log1p(t / (beta + T)));
  return ((probabilityAlive(parameters, history) * (r + x)) / (alpha + T)) * lifetime;
};

/** The probability that the customer buys again within `horizon`; churn over the horizon is 1 less this. */
export const probabilityOfOrder = (parameters: ParetoParameters, history: PurchaseHistory, horizon: number): number => {
  const shape = parameters.r + history.x;
  const span = { parameters, shape, from: history.T, to: history.T + horizon };
  return probabilityAlive(parameters, history) * shape * integral(span, 'alpha');
};
