import { expect, test } from 'vitest';
import {
  anytimeDifference,
  followed,
  mixtureRatio,
  mixtureScale,
  sequenceReach,
} from '../../domain/experiments/looks/confidence-sequence.ts';
import { customersOfLook, decide, lookReached } from '../../domain/experiments/looks/decide.ts';
import {
  classicBounds,
  evenLooks,
  falseAlarms,
  spendingBounds,
} from '../../domain/experiments/looks/group-sequential.ts';
import { holm } from '../../domain/experiments/looks/holm.ts';

test.each([
  [2, 0.0831],
  [3, 0.1073],
  [5, 0.1417],
  [10, 0.1934],
  [30, 0.2802],
])('1.96 at each of %i looks is false far more often than one time in twenty', (looks, printed) => {
  expect(falseAlarms(evenLooks(looks), () => 1.959963984540054)).toBeCloseTo(printed, 4);
});

test.each([
  [2, 2.1783, 1.9774],
  [3, 2.2895, 2.004],
  [5, 2.4132, 2.0401],
  [10, 2.555, 2.0865],
])("Pocock's and O'Brien and Fleming's constants of the textbook's tables at %i looks", (looks, pocock, obrien) => {
  expect(classicBounds('pocock', looks)[0]).toBeCloseTo(pocock, 4);
  expect(classicBounds('obrien-fleming', looks).at(-1)).toBeCloseTo(obrien, 4);
});

test("Lan and DeMets' bounds at five even looks", () => {
  const bounds = spendingBounds(evenLooks(5));
  if ('unanswerable' in bounds) throw new Error(bounds.unanswerable);
  const printed = [4.8769, 3.357, 2.6803, 2.2898, 2.031];
  for (const [at, { bound }] of bounds.looks.entries()) expect(bound).toBeCloseTo(printed[at]!, 4);
  const used = [1e-6, 0.000788, 0.007616, 0.024424, 0.05];
  for (const [at, { spent }] of bounds.looks.entries()) expect(spent).toBeCloseTo(used[at]!, 6);
  // O'Brien and Fleming's own at the same looks, as a public toolkit prints them.
  const classic = classicBounds('obrien-fleming', 5).map((bound) => Number(bound.toFixed(2)));
  expect(classic).toEqual([4.56, 3.23, 2.63, 2.28, 2.04]);
});

test('uneven looks spend no more than was allowed, and a look that is too early cannot stop', () => {
  const fractions = [0.001, 0.3, 0.35, 0.9, 1];
  const bounds = spendingBounds(fractions);
  if ('unanswerable' in bounds) throw new Error(bounds.unanswerable);
  expect(bounds.looks[0]!.bound).toBeUndefined();
  expect(falseAlarms(fractions, (at) => bounds.looks[at]!.bound)).toBeCloseTo(0.05, 6);
  for (const wrong of [[], [0.5, 0.5], [0.5, 1.1], [Number.NaN]]) {
    expect(spendingBounds(wrong)).toEqual({ unanswerable: 'bad_option' });
  }
});

test('the confidence sequence is as wide as its paper and GrowthBook have it', () => {
  const scale = mixtureScale(5_000, 0.05);
  expect(scale).toBeCloseTo(0.03984007, 8);
  for (const [customers, reach] of [
    [100, 0.66943886],
    [500, 0.17240328],
    [1_000, 0.10637547],
    [5_000, 0.04292434],
    [10_000, 0.03061477],
    [100_000, 0.01055207],
  ] as const) {
    expect(sequenceReach(customers, scale, 0.05)).toBeCloseTo(reach, 8);
  }
});

test("the p that may be read any day is the mixture test's", () => {
  const ratio = mixtureRatio(0.1, 1_000, 2, 0.01);
  expect(ratio).toBeCloseTo(3.2787216, 6);
  expect(1 / ratio).toBeCloseTo(0.30499692, 8);
  expect(mixtureRatio(0.1, 5_000, 2, 0.01)).toBeCloseTo(32_538.605, 3);
  expect(1 / mixtureRatio(0.1, 5_000, 2, 0.01)).toBeCloseTo(3.07327e-5, 9);
});

const arm = (mean: number) => ({ customers: 2_000, mean, variance: 1 });

test('the sequence and its p agree: 0 is left out exactly when p is below alpha', () => {
  for (let mean = -0.2; mean <= 0.2; mean += 0.001) {
    const look = anytimeDifference(arm(0), arm(mean));
    if ('unanswerable' in look) throw new Error(look.unanswerable);
    expect(look.low > 0 || look.high < 0).toBe(look.p < 0.05);
  }
});

const lookOf = (low: number, high: number, p: number) => ({ value: (low + high) / 2, low, high, p });

test('looks that follow each other can only sharpen; one that contradicts the others stands alone', () => {
  expect(followed([lookOf(-1, 3, 0.2), lookOf(0.5, 4, 0.03), lookOf(-0.5, 2, 0.3)])).toMatchObject({
    low: 0.5,
    high: 2,
    p: 0.03,
  });
  expect(followed([lookOf(1, 2, 0.01), lookOf(-2, -1, 0.02)])).toMatchObject({ low: -2, high: -1, p: 0.01 });
  expect(followed([])).toBeUndefined();
});

test("Holm's procedure, as R's p.adjust has it", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});

test('a registered decision waits for its looks, stops at a bound, and ends without an effect', () => {
  const registered = { customers: 10_000, looks: 5 };
  expect([0, 1_999, 2_000, 5_999, 10_000, 50_000].map((seen) => lookReached(registered, seen))).toEqual([
    0, 0, 1, 2, 5, 5,
  ]);
  expect(customersOfLook(registered, 2)).toBe(4_000);
  const at = (look: number, z: number) =>
    decide(registered, look, { value: z, standardError: 1, low: 0, high: 0, p: 0, degreesOfFreedom: 1_000 });
  expect(decide(registered, 0, undefined)).toEqual({ says: 'wait', look: 0, looks: 5, nextAt: 2_000 });
  expect(at(2, 3.2)).toMatchObject({ says: 'go_on', nextAt: 6_000 });
  expect(at(2, -3.4)).toMatchObject({ says: 'effect' });
  expect(at(5, 2)).toMatchObject({ says: 'no_effect' });
  expect(at(5, 2.1)).toMatchObject({ says: 'effect', low: expect.closeTo(0.069, 3) });
  expect(decide({ customers: 10, looks: 0 }, 0, undefined)).toEqual({ unanswerable: 'bad_option' });
});
