import betaln from '@stdlib/math-base-special-betaln';
import digamma from '@stdlib/math-base-special-digamma';
import type { BetaPrior } from '../../../domain/scores/signals/shrink.ts';
import { UnfittableError } from '../fit/errors.ts';
import { type Estimates, maximumLikelihood } from '../fit/maximum-likelihood.ts';

/** Successes among trials, of as many customers. */
export interface Trials {
  readonly trials: number;
  readonly successes: number;
  readonly customers: number;
}

/**
 * The beta prior that makes what was counted most likely: beta-binomial maximum likelihood (Skellam 1948), the constants of
 * the binomial coefficients left out of its logarithm.
 *
 * @throws UnfittableError when nobody tried, or all are too alike to tell the prior
 */
export const fitShare = (rows: readonly Trials[]): Estimates<keyof BetaPrior> => {
  const grouped = group(rows);
  const trials = sum(grouped, ({ trials }) => trials);
  const successes = sum(grouped, ({ successes }) => successes);
  if (trials === 0) throw new UnfittableError('NO_CUSTOMERS', 'Nobody tried anything. Fit when somebody has.');
  const customers = sum(grouped, () => 1);
  const objective = (point: readonly number[]) => {
    const [a, b] = point.map(Math.exp) as [number, number];
    const [psiA, psiB, psiAll] = [digamma(a), digamma(b), digamma(a + b)];
    let value = -customers * betaln(a, b);
    let [byA, byB] = [0, 0];
    for (const { trials: n, successes: k, customers: weight } of grouped) {
      const psiEnd = digamma(a + b + n);
      value += weight * betaln(k + a, n - k + b);
      byA += weight * (digamma(k + a) - psiEnd - psiA + psiAll);
      byB += weight * (digamma(n - k + b) - psiEnd - psiB + psiAll);
    }
    return { value: -value, gradient: [-byA * a, -byB * b] };
  };
  const mean = Math.min(0.99, Math.max(0.01, successes / trials));
  return maximumLikelihood(objective, { a: 4 * mean, b: 4 * (1 - mean) });
};

/** Equal counts once; what cannot be counted is an error of the caller. */
const group = (rows: readonly Trials[]): readonly Trials[] => {
  const found = new Map<string, Trials>();
  for (const { trials, successes, customers } of rows) {
    if (!(trials >= successes && successes >= 0 && Number.isFinite(trials)))
      throw new UnfittableError('HISTORY_INVALID', `${successes} successes of ${trials} trials cannot be.`);
    if (trials === 0) continue;
    const key = `${trials}/${successes}`;
    found.set(key, { trials, successes, customers: (found.get(key)?.customers ?? 0) + customers });
  }
  return [...found.values()];
};

const sum = (rows: readonly Trials[], of: (row: Trials) => number): number =>
  rows.reduce((all, row) => all + of(row) * row.customers, 0);
