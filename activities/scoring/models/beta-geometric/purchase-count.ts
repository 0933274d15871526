import { logRising } from '../../special/log-rising.ts';
import { type BetaGeometricModel, type BetaGeometricParameters, staysAfter } from './parameters.ts';

/**
 * P(X(t) = x): the probability that a new customer makes exactly `x` repeat purchases within `t` (equation 8 of Fader,
 * Hardie, Lee 2005). Either so many in all and still there, or more of them due and gone after the x-th.
 */
export const probabilityOfCount = (
  model: BetaGeometricModel,
  { r, alpha, a, b }: BetaGeometricParameters,
  x: number,
  t: number,
): number => {
  const stays = staysAfter(model, x);
  const stayed = Math.exp(logRising(b, stays) - logRising(a + b, stays));
  const due = (count: number): number =>
    Math.exp(logRising(r, count) - logRising(1, count) - r * Math.log1p(t / alpha) - count * Math.log1p(alpha / t));
  const left = stays === 0 ? 0 : (stayed * a) / (b + (stays - 1));
  return t === 0 ? (x === 0 ? 1 : 0) : stayed * due(x) + left * atLeast(x, due, r, t / (alpha + t));
};

/** P(at least `x` are due), as the shorter of the two sums; terms fall by the factor z (r + n) / (n + 1). */
const atLeast = (x: number, due: (count: number) => number, r: number, z: number): number => {
  if (x === 0) return 1;
  let below = 0;
  for (let count = 0; count < x; count += 1) below += due(count);
  if (below < 0.9) return 1 - below;
  let sum = 0;
  let term = due(x);
  for (let count = x; term > 1e-17 * sum && count < x + 100_000; count += 1) {
    sum += term;
    term *= (z * (r + count)) / (count + 1);
  }
  return sum;
};
