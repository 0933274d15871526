import { expect, test } from 'vitest';
import { simulateCoverage } from '../../cli/experiment/simulation/coverage.ts';
import { simulateDoses } from '../../cli/experiment/simulation/doses.ts';
import { simulatePeeking } from '../../cli/experiment/simulation/peeking.ts';
import { simulateReallocation } from '../../cli/experiment/simulation/reallocation.ts';
import { skewedShop, usualShop } from '../../cli/experiment/simulation/shop.ts';

/** `npm run experiment -- simulate` does the same with more customers. */
const seed = 7;
const nothing = { lift: 0, spread: 0 };
const something = { lift: 0.2, spread: 0.3 };
const within = (figure: number, middle: number, distance: number): void => {
  expect(figure).toBeGreaterThanOrEqual(middle - distance);
  expect(figure).toBeLessThanOrEqual(middle + distance);
};

test('R249: of 1,000 shops in which nothing was done, 5 ± 2 % show an effect', () => {
  const figures = simulateCoverage({ shop: usualShop, customers: 1_500, holdout: 0.5, effect: nothing }, 1_000, seed);
  within(figures.found, 0.05, 0.02);
  within(figures.foundAdjusted, 0.05, 0.02);
  within(figures.coveredAdjusted, 0.95, 0.02);
  expect(figures.mismatched).toBeLessThan(0.005);
});

test('R134 R241 R242 R244 R245 R247 R249: of 1,000 shops with a planted lift, the interval holds it in 95 ± 2 %, and CUPED finds it more often', () => {
  const figures = simulateCoverage({ shop: usualShop, customers: 1_500, holdout: 0.5, effect: something }, 1_000, seed);
  within(figures.covered, 0.95, 0.02);
  within(figures.coveredAdjusted, 0.95, 0.02);
  within(figures.recovered!, 1, 0.05);
  expect(figures.foundAdjusted).toBeGreaterThan(figures.found);
});

test('R246: the discount that is really needed is recovered, by price sensitivity, from margin after discount', () => {
  const prices = { shop: usualShop, customers: 8_000, margin: 0.5 };
  const sensitive = simulateDoses({ ...prices, lifts: { 0: 0, 5: 0.25, 10: 0.75, 15: 0.8 } }, 40, seed);
  expect(sensitive).toMatchObject({ best: '10' });
  expect(sensitive.recovered).toBeGreaterThanOrEqual(0.85);
  within(sensitive.levels['10']!.estimate / sensitive.levels['10']!.truth, 1, 0.1);
  const others = simulateDoses({ ...prices, lifts: { 0: 0, 5: 0.03, 10: 0.05, 15: 0.06 } }, 40, seed);
  expect(others).toMatchObject({ best: '0' });
  expect(others.misled).toBeLessThanOrEqual(0.05);
});

test('where the holdout is too small and skewed the interval holds the truth too seldom, and each run is warned of', () => {
  const figures = simulateCoverage({ shop: skewedShop, customers: 2_000, holdout: 0.05, effect: nothing }, 500, seed);
  expect(figures.covered).toBeLessThan(0.93);
  expect(figures.warned).toBe(1);
});

test('whoever looks every day is misled by a fixed test, not by an interval that holds at any time', () => {
  const setting = { shop: usualShop, perDay: 40, days: 30, holdout: 0.5, effect: nothing, plannedLooks: 5 };
  const figures = simulatePeeking(setting, 1_000, seed);
  expect(figures.anytime).toBeLessThanOrEqual(0.05);
  expect(figures.fixed).toBeGreaterThan(0.15);
  within(figures.planned, 0.05, 0.02);
});

test('customers follow the better arm, and the estimate stays honest', () => {
  const setting = { shop: usualShop, batches: 4, perBatch: 500, floor: 0.1 };
  const better = simulateReallocation({ ...setting, lift: 0.5 }, 400, seed);
  expect(better.inBetter).toBeGreaterThan(0.65);
  expect(Math.abs(better.biasWeighted)).toBeLessThan(3 * better.biasError);
  within(better.covered, 0.95, 0.02);
  const same = simulateReallocation({ ...setting, lift: 0 }, 400, seed);
  within(same.inBetter, 0.5, 0.05);
  within(same.found, 0.05, 0.02);
});

const once = () => simulateCoverage({ shop: usualShop, customers: 300, holdout: 0.2, effect: something }, 20, 3);

test('the same seed gives the same figures, to the last digit', () => {
  expect(once()).toEqual(once());
});
