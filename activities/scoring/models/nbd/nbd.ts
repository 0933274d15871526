import { logRising } from '../../special/log-rising.ts';
import type { PurchaseHistory } from '../../statistics.ts';

/**
 * NBD (Ehrenberg 1959): a customer buys at a rate λ ~ Gamma(r, rate alpha) for ever. The baseline that a model of
 * people who leave has to beat.
 */
export interface NbdParameters {
  readonly r: number;
  readonly alpha: number;
}

export const logLikelihood = ({ r, alpha }: NbdParameters, { x, T }: Pick<PurchaseHistory, 'x' | 'T'>): number =>
  logRising(r, x) - r * Math.log1p(T / alpha) - x * Math.log(alpha + T);

export const expectedOrders = (
  { r, alpha }: NbdParameters,
  { x, T }: Pick<PurchaseHistory, 'x' | 'T'>,
  t: number,
): number => ((r + x) / (alpha + T)) * t;
