import { type Answer, isKnown } from '../answer.ts';
import { type Sample, standardError } from '../samples/sample.ts';
import { thompsonWeights } from './best-arm.ts';
import type { Batch } from './inverse-propensity.ts';

/** Why the parts of the arms became what they are: as the code has them, by results, or because the code has other arms. */
export type SharesReason = 'begun' | 'rebalanced' | 'arms_changed';

/** What was known of an arm when its part was decided, in minor units a customer. */
export interface TaughtArm {
  readonly arm: string;
  readonly customers: number;
  readonly mean: number;
  readonly standardError: number;
}

/** A change of fewer customers than this is not worth another batch. */
const worthwhile = 0.01;

/** The parts of arms that weights of any sum give them; together 1. */
export const sharesOf = (weights: Readonly<Record<string, number>>): Readonly<Record<string, number>> => {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return Object.fromEntries(Object.entries(weights).map(([arm, weight]) => [arm, weight / total]));
};

/**
 * What each arm comes to over all batches, each customer counted by the inverse of the chance that they had to be in it
 * (Hájek 1971): a season in which all spend more does not favour the arm that was fuller then. `variance` is such that the
 * mean's error is that of these weights.
 */
export const evenedSamples = (batches: readonly Batch[]): readonly Sample[] =>
  (batches[0]?.arms ?? []).map((_, arm) => {
    const parts = batches.map(({ arms }) => arms[arm]!).filter(({ sample }) => sample.customers > 0);
    const customers = sum(parts.map(({ sample }) => sample.customers));
    if (customers === 0) return { customers, mean: 0, variance: 0 };
    const weights = sum(parts.map(({ weight, sample }) => sample.customers / weight));
    const mean = sum(parts.map(({ weight, sample }) => (sample.customers * sample.mean) / weight)) / weights;
    const squares = parts.map(({ weight, sample }) => {
      const around = Math.max(0, sample.customers - 1) * sample.variance + sample.customers * (sample.mean - mean) ** 2;
      return around / weight ** 2;
    });
    return { customers, mean, variance: (sum(squares) / weights ** 2) * customers };
  });

export interface NextShares {
  readonly shares: Readonly<Record<string, number>>;
  readonly taught: readonly TaughtArm[];
}

/**
 * The parts of the next customers (Thompson sampling with a floor), from the batches so far; `arms` names them in their
 * order.
 */
export const nextShares = (arms: readonly string[], batches: readonly Batch[], floor: number): Answer<NextShares> => {
  const samples =
    batches.length > 0 ? evenedSamples(batches) : arms.map(() => ({ customers: 0, mean: 0, variance: 0 }));
  const found = thompsonWeights(samples, { floor });
  if (!isKnown(found)) return found;
  return {
    shares: Object.fromEntries(arms.map((arm, at) => [arm, found.weights[at]!])),
    taught: arms.map((arm, at) => {
      const { customers, mean } = samples[at]!;
      return { arm, customers, mean, standardError: customers > 0 ? standardError(samples[at]!) : 0 };
    }),
  };
};

/** Whether these parts differ by enough customers to be put to use. */
export const isWorthwhile = (
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): boolean => Object.entries(after).some(([arm, share]) => Math.abs(share - (before[arm] ?? 0)) >= worthwhile);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
