import { expect, test } from 'vitest';
import { thompsonWeights } from '../../domain/experiments/reallocation/best-arm.ts';
import { type Batch, weightedDifference } from '../../domain/experiments/reallocation/inverse-propensity.ts';
import { analyse } from '../../domain/experiments/analyse.ts';
import { batchesOf } from '../../domain/experiments/reallocation/batches-of.ts';
import { evenedSamples, isWorthwhile, nextShares } from '../../domain/experiments/reallocation/shares.ts';
import { sampleRatio, sampleRatioOf } from '../../domain/experiments/samples/sample-ratio.ts';

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

test('R244: a season in which all spend more moves no customers: the fuller arm is not taken for the better one', () => {
  const batches: Batch[] = [
    { arms: [0.5, 0.5].map((weight) => ({ weight, sample: arm(10, 5_000) })) },
    { arms: [0.1, 0.9].map((weight) => ({ weight, sample: arm(30, weight * 10_000) })) },
  ];
  const [first, second] = evenedSamples(batches);
  expect(first!.mean).toBeCloseTo(20, 9);
  expect(second!.mean).toBeCloseTo(20, 9);
  expect(nextShares(['none', 'ten'], batches, 0.1)).toMatchObject({
    shares: { none: expect.closeTo(0.5, 9), ten: expect.closeTo(0.5, 9) },
    taught: [
      { arm: 'none', customers: 6_000 },
      { arm: 'ten', customers: 14_000 },
    ],
  });
  expect(nextShares(['none', 'ten'], [], 0.1)).toMatchObject({ shares: { none: 0.5, ten: 0.5 } });
  expect(isWorthwhile({ none: 0.5, ten: 0.5 }, { none: 0.505, ten: 0.495 })).toBe(false);
  expect(isWorthwhile({ none: 0.5, ten: 0.5 }, { none: 0.52, ten: 0.48 })).toBe(true);
});

test('the counts of arms whose parts moved are judged by the chances that each customer had', () => {
  // With parts that stayed it is Pearson's, whatever the batches.
  const pearson = sampleRatio([500, 600], [0.5, 0.5]);
  const stayed = [
    { counts: [200, 300], shares: [0.5, 0.5] },
    { counts: [300, 300], shares: [0.5, 0.5] },
  ];
  expect(sampleRatioOf(stayed)).toMatchObject({
    chiSquare: expect.closeTo((pearson as { chiSquare: number }).chiSquare, 9),
  });
  const three = [{ counts: [21_306, 21_307, 21_387], shares: [1 / 3, 1 / 3, 1 / 3] }];
  expect(sampleRatioOf(three)).toMatchObject({
    chiSquare: expect.closeTo(0.202531, 6),
    p: expect.closeTo(0.903693, 6),
  });
  const moved = [
    { counts: [5_000, 5_000], shares: [0.5, 0.5] },
    { counts: [1_000, 9_000], shares: [0.1, 0.9] },
  ];
  expect(sampleRatioOf(moved)).toMatchObject({ chiSquare: 0, p: 1, mismatch: false });
  // As many in all, but not those of the second day.
  const swapped = [
    { counts: [3_500, 6_500], shares: [0.5, 0.5] },
    { counts: [2_100, 7_900], shares: [0.1, 0.9] },
  ];
  expect(sampleRatioOf(swapped)).toMatchObject({ mismatch: true });
  expect(sampleRatioOf([{ counts: [1, 9], shares: [0, 1] }])).toMatchObject({ p: 0, mismatch: true });
  expect(sampleRatioOf([])).toEqual({ unanswerable: 'one_arm' });
});

const sums = (version: number, name: string, customers: number, mean: number) => ({
  version,
  arm: name,
  customers,
  mean,
  variance: 100,
  beforeMean: 0,
  beforeVariance: 0,
  covariance: 0,
});

test('batches follow the versions; what was drawn among other arms is left out, an arm without customers is empty', () => {
  const versions = [
    { version: 3, shares: { none: 0.2, ten: 0.8 } },
    { version: 2, shares: { none: 0.5, ten: 0.5 } },
    { version: 1, shares: { none: 0.4, five: 0.3, ten: 0.3 } },
  ];
  const found = batchesOf(['none', 'ten'], versions, [
    sums(1, 'five', 30, 1),
    sums(2, 'none', 50, 1),
    sums(2, 'ten', 50, 2),
    sums(3, 'ten', 80, 2),
  ]);
  expect(found.map(({ arms }) => arms.map(({ weight, sample }) => [weight, sample.customers]))).toEqual([
    [
      [0.5, 50],
      [0.5, 50],
    ],
    [
      [0.2, 0],
      [0.8, 80],
    ],
  ]);
});

test('a report on arms whose parts moved gives the weighted difference, at any time too, and warns of no changed share', () => {
  const versions = [
    { version: 1, shares: { none: 0.5, ten: 0.5 } },
    { version: 2, shares: { none: 0.1, ten: 0.9 } },
  ];
  const batches = batchesOf(['none', 'ten'], versions, [
    sums(1, 'none', 5_000, 10),
    sums(1, 'ten', 5_000, 11),
    sums(2, 'none', 1_000, 30),
    sums(2, 'ten', 9_000, 31),
  ]);
  const of = { buyers: 500, skewness: 1, variance: 100, before: { mean: 0, variance: 0, covariance: 0 } };
  const arms = [
    { name: 'none', share: 6_000, customers: 6_000, mean: 13.3, ...of },
    { name: 'ten', share: 14_000, customers: 14_000, mean: 23.9, ...of },
  ];
  const found = analyse({ arms, control: 'none', batches });
  if ('unanswerable' in found) throw new Error(found.unanswerable);
  expect(found.ratio).toMatchObject({ chiSquare: 0, mismatch: false });
  expect(found.comparisons).toMatchObject([
    { arm: 'ten', planned: { value: expect.closeTo(1, 9) }, anytime: { value: expect.closeTo(1, 9) } },
  ]);
  const [{ planned, anytime }] = found.comparisons as never as [
    { planned: { low: number; high: number }; anytime: { low: number; high: number } },
  ];
  expect(anytime.high - anytime.low).toBeGreaterThan(planned.high - planned.low);
});
