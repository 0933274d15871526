import { expect, test } from 'vitest';
import {
  customersForMean,
  customersForRate,
  detectableLift,
  detectableRateLift,
} from '../../domain/experiments/planning/sample-size.ts';
import { lookInflation } from '../../domain/experiments/planning/look-inflation.ts';

test('a tenth more of 5 % is found with 31,234 customers an arm', () => {
  expect(customersForRate(0.05, { lift: 0.1 })).toEqual({ control: 31_234, treated: 31_234, total: 62_468 });
});

test('a smaller holdout needs more customers in all, and a correlated past fewer', () => {
  const wish = { lift: 0.1 };
  const even = customersForMean(20, 60, wish) as { total: number; control: number };
  // (1.959964 + 0.841621)² * 2 * 60² / 2² = 14,127.99
  expect(even.control).toBe(14_128);
  const tenth = customersForMean(20, 60, { ...wish, controlShare: 0.1 }) as { total: number; control: number };
  expect(tenth.total / even.total).toBeCloseTo(1 / (4 * 0.1 * 0.9), 3);
  const adjusted = customersForMean(20, 60, { ...wish, correlation: 0.6 }) as { total: number };
  expect(adjusted.total / even.total).toBeCloseTo(0.64, 3);
});

test('what so many customers show is the lift that needs them', () => {
  const needed = customersForMean(20, 60, { lift: 0.1, controlShare: 0.2 }) as { total: number };
  const found = detectableLift(20, 60, needed.total, { controlShare: 0.2 }) as { lift: number };
  expect(found.lift).toBeCloseTo(0.1, 4);
});

test.each([
  [0.05, 0.1, 0.5],
  [0.02, 0.4, 0.1],
  [0.3, 0.03, 0.25],
])('of a rate of %d a lift of %d is what the customers that it needs show', (rate, lift, controlShare) => {
  const { total } = customersForRate(rate, { lift, controlShare }) as { total: number };
  expect(detectableRateLift(rate, total, { controlShare })).toEqual({ lift: expect.closeTo(lift, 4) });
  expect(detectableRateLift(0.95, 20, { controlShare })).toEqual({ unanswerable: 'bad_option' });
});

const of = (spending: 'pocock' | 'obrien-fleming') => (lookInflation(5, spending) as { inflation: number }).inflation;

test("looks cost what Jennison and Turnbull's tables say, and impossible wishes are told", () => {
  // Tables 2.2 and 2.4, alpha 0.05, power 0.8: Pocock 1.229, O'Brien and Fleming 1.028 at 5 looks; spending is near.
  expect(Math.abs(of('pocock') - 1.229)).toBeLessThan(0.03);
  expect(Math.abs(of('obrien-fleming') - 1.028)).toBeLessThan(0.01);
  expect(lookInflation(1)).toEqual({ inflation: expect.closeTo(1, 4) });
  for (const answer of [
    customersForRate(0.05, { lift: 0 }),
    customersForRate(0, { lift: 0.1 }),
    customersForRate(0.6, { lift: 1 }),
    customersForRate(Number.NaN, { lift: 0.1 }),
    customersForMean(20, 0, { lift: 0.1 }),
    customersForMean(20, 60, { lift: 0.1, controlShare: 1 }),
    customersForMean(20, 60, { lift: 0.1, power: 0.01 }),
    detectableLift(20, 60, 1, {}),
    lookInflation(0),
  ]) {
    expect(answer).toEqual({ unanswerable: 'bad_option' });
  }
});
