import type { Answer } from '../answer.ts';
import { type Estimate, estimateOf } from '../effects/difference.ts';
import { isLevel } from '../samples/check-samples.ts';
import type { Sample } from '../samples/sample.ts';

/** Customers assigned under the same weights, before those were changed. */
export interface Batch {
  /** Of each arm: the part of the batch that it was to get, and what its customers came to. */
  readonly arms: readonly { readonly weight: number; readonly sample: Sample }[];
}

/**
 * The difference of two arms after the weights followed the results. Plain means are biased then: an arm that begins
 * unluckily gets fewer customers and cannot make up for it. Here each customer counts by the inverse of the chance that
 * they had to be in their arm, around what was known before their batch (augmented inverse propensity weighting: Robins,
 * Rotnitzky and Zhao 1994; for adaptive data Hadad et al. 2021, doi 10.1073/pnas.2014602118).
 */
export const weightedDifference = (
  batches: readonly Batch[],
  [control, treated]: readonly [number, number],
  alpha = 0.05,
): Answer<Estimate> => {
  const flaw = flawOfBatches(batches, control, treated);
  if (flaw) return { unanswerable: flaw };
  if (!isLevel(alpha)) return { unanswerable: 'bad_option' };
  const parts = batches.map((batch, at) => {
    // The first weights followed nothing: its own mean may be used, the same for both arms.
    const before = at === 0 ? [batch] : batches.slice(0, at);
    const both = mean(before, [control, treated]) ?? 0;
    const of = (arm: number): number => (at === 0 ? both : (mean(before, [arm]) ?? both));
    return scoresOf(batch, [control, treated], [of(control), of(treated)]);
  });
  const customers = sum(parts.map((part) => part.customers));
  if (customers < 2) return { unanswerable: 'one_customer' };
  const value = sum(parts.map((part) => part.sum)) / customers;
  const squares = sum(parts.map((part) => part.squares)) - customers * value ** 2;
  const variance = Math.max(0, squares) / (customers - 1) / customers;
  if (!(variance > 0)) return { unanswerable: 'no_variation' };
  return estimateOf(value, [{ variance, freedom: customers - 1 }], alpha);
};

/** Sum and sum of squares of the customers' scores, each of which has the true difference as its mean. */
const scoresOf = (
  { arms }: Batch,
  [control, treated]: readonly [number, number],
  [ofControl, ofTreated]: readonly [number, number],
) => {
  const base = ofTreated - ofControl;
  const scores = arms.map(({ weight, sample }, arm) => {
    const side = arm === treated ? 1 : arm === control ? -1 : 0;
    if (side === 0 || sample.customers === 0) return { customers: sample.customers, mean: base, variance: 0 };
    const expected = side === 1 ? ofTreated : ofControl;
    const variance = sample.variance / weight ** 2;
    return { customers: sample.customers, mean: base + (side * (sample.mean - expected)) / weight, variance };
  });
  return {
    customers: sum(scores.map(({ customers }) => customers)),
    sum: sum(scores.map(({ customers, mean }) => customers * mean)),
    squares: sum(
      scores.map(({ customers, mean, variance }) => customers * mean ** 2 + Math.max(0, customers - 1) * variance),
    ),
  };
};

/** The plain mean of these arms' customers; undefined when there are none. */
const mean = (batches: readonly Batch[], which: readonly number[]): number | undefined => {
  const samples = batches.flatMap(({ arms }) => which.map((arm) => arms[arm]!.sample));
  const customers = sum(samples.map((sample) => sample.customers));
  return customers > 0 ? sum(samples.map((sample) => sample.customers * sample.mean)) / customers : undefined;
};

const flawOfBatches = (batches: readonly Batch[], control: number, treated: number) => {
  if (batches.length === 0) return 'no_customers';
  if (control === treated || batches.some(({ arms }) => !arms[control] || !arms[treated])) return 'one_arm';
  const figures = batches.flatMap(({ arms }) =>
    arms.flatMap(({ weight, sample }) => [weight, sample.customers, sample.mean, sample.variance]),
  );
  if (figures.some((one) => !Number.isFinite(one))) return 'bad_number';
  const canBoth = batches.every(({ arms }) => arms[control]!.weight > 0 && arms[treated]!.weight > 0);
  if (!canBoth) return 'bad_option';
  return [control, treated].some((arm) => batches.every(({ arms }) => arms[arm]!.sample.customers === 0))
    ? 'no_customers'
    : undefined;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
