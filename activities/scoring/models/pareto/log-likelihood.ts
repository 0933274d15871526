import { logRising } from '../../special/log-rising.ts';
import { softplus } from '../../special/softplus.ts';
import type { PurchaseHistory } from '../../statistics.ts';
import { logOddsGone } from './alive.ts';
import type { ParetoParameters } from './parameters.ts';
import { integral } from './span.ts';

/** The log-likelihood of one customer (Hardie, note 009, equation 20, its ₂F₁ as the integrals that they stand for). */
export const logLikelihood = (parameters: ParetoParameters, history: PurchaseHistory): number => {
  const { r, alpha, s, beta } = parameters;
  const { x, T } = history;
  if (x === 0) {
    // The chance of a purchase is what stays exact when the time is short.
    const bought = r * integral({ parameters, shape: r, from: 0, to: T }, 'alpha');
    if (bought < 0.5) return Math.log1p(-bought);
  }
  const bought = logRising(r, x) - r * Math.log1p(T / alpha) - x * Math.log(alpha + T);
  return bought - s * Math.log1p(T / beta) + softplus(logOddsGone(parameters, history));
};
