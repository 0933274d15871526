import { expect, test } from 'vitest';
import { thompsonWeights } from '../../domain/experiments/reallocation/best-arm.ts';
import { type Batch, weightedDifference } from '../../domain/experiments/reallocation/inverse-propensity.ts';

const arm = (mean: number, customers = 1_000, variance = 100) => ({ customers, mean, variance });

const weightsOf = (means: readonly number[], floor?: number): readonly number[] => {
  const answer = thompsonWeights(
    means.map((mean) => arm(mean)),
    floor === undefined ? {} : { floor },
  );
  if ('unanswerable' in answer) throw new Error(answer.unanswerable);
  return answer.weights;
};

test('an arm gets as many customers as it is likely to be the best, and never fewer than the floor', () => {
  expect(weightsOf([10, 10])).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)]);
  // The difference is one standard error: the normal's 0.8413, without the floors.
  const [, better] = weightsOf([10, 10 + Math.sqrt(0.2)], 0.1);
  expect(better).toBeCloseTo(0.1 + 0.8 * 0.841345, 5);
  const three = weightsOf([10, 10, 20], 0.05);
  expect(three).toEqual([expect.closeTo(0.05, 6), expect.closeTo(0.05, 6), expect.closeTo(0.9, 6)]);
});

test('what cannot be meant is told; arms of which little is known stay even', () => {
  expect(thompsonWeights([arm(1)])).toEqual({ unanswerable: 'one_arm' });
  expect(thompsonWeights([arm(1), arm(2)], { floor: 0.6 })).toEqual({ unanswerable: 'bad_option' });
  expect(thompsonWeights([arm(1), arm(Number.NaN)])).toEqual({ unanswerable: 'bad_number' });
  expect(thompsonWeights([arm(1), arm(9, 99)])).toEqual({ weights: [0.5, 0.5] });
  expect(thompsonWeights([arm(0, 500, 0), arm(0, 500, 0)])).toEqual({ weights: [0.5, 0.5] });
});

const batch = (weight: number, level: number): Batch => ({
  arms: [
    { weight: 1 - weight, sample: arm(level, (1 - weight) * 10_000) },
    { weight, sample: arm(level + 1, weight * 10_000) },
  ],
});

test('customers count by the inverse of their chance: a day on which all spend more does not favour the fuller arm', () => {
  const batches = [batch(0.5, 10), batch(0.9, 30)];
  const plain = (at: number) =>
    batches.reduce((sum, { arms }) => sum + arms[at]!.sample.customers * arms[at]!.sample.mean, 0) /
    batches.reduce((sum, { arms }) => sum + arms[at]!.sample.customers, 0);
  expect(plain(1) - plain(0)).toBeGreaterThan(10);
  expect(weightedDifference(batches, [0, 1])).toMatchObject({ value: expect.closeTo(1, 9) });
});

test('with weights that never moved it is the plain difference and its error', () => {
  const even: Batch = { arms: [0, 1].map((more) => ({ weight: 0.5, sample: arm(10 + more, 5_000) })) };
  const answer = weightedDifference([even], [0, 1]);
  expect(answer).toMatchObject({ value: expect.closeTo(1, 12), standardError: expect.closeTo(0.2, 3) });
  expect(weightedDifference([], [0, 1])).toEqual({ unanswerable: 'no_customers' });
  expect(weightedDifference([even], [0, 0])).toEqual({ unanswerable: 'one_arm' });
  const empty: Batch = { arms: [0, 1].map(() => ({ weight: 0.5, sample: arm(0, 0, 0) })) };
  expect(weightedDifference([empty], [0, 1])).toEqual({ unanswerable: 'no_customers' });
});
