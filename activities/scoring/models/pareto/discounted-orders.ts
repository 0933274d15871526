import { gaussLegendre } from '../../special/gauss-legendre.ts';
import type { PurchaseHistory } from '../../statistics.ts';
import { probabilityAlive } from './alive.ts';
import type { ParetoParameters } from './parameters.ts';

const { nodes, weights } = gaussLegendre(16);

/**
 * DERT: all purchases to come, each discounted continuously at `rate` per unit of time (Fader, Hardie, Lee 2005, doi
 * 10.1509/jmkr.2005.42.4.415). The paper's Tricomi function as the integral that it stands for:
 * ∫ (1 + v)^(−s) e^(−rate (beta + T) v) dv, in the logarithm of 1 + v.
 */
export const discountedOrders = (parameters: ParetoParameters, history: PurchaseHistory, rate: number): number => {
  const { r, alpha, s, beta } = parameters;
  const { x, T } = history;
  const scaled = rate * (beta + T);
  const perTime = ((probabilityAlive(parameters, history) * (r + x)) / (alpha + T)) * (beta + T);
  let sum = 0;
  // The integrand falls to nothing where scaled × e^y passes 50: panels up to there, then no more.
  const end = Math.log1p(50 / scaled);
  const panels = Math.ceil(end * Math.max(2, s / 4));
  for (let panel = 0; panel < panels; panel += 1) {
    for (let i = 0; i < nodes.length; i += 1) {
      const y = (end * (panel + (nodes[i]! + 1) / 2)) / panels;
      sum += (weights[i]! / 2) * Math.exp((1 - s) * y - scaled * Math.expm1(y));
    }
  }
  return (perTime * sum * end) / panels;
};
