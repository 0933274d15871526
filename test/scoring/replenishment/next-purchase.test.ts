import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitProductGaps, fitVisitGaps } from '../../../activities/scoring/replenishment/fit-gaps.ts';
import { type GapSums, noGaps, withGap } from '../../../activities/scoring/replenishment/gap.ts';
import { productLevel } from '../../../activities/scoring/replenishment/gap-model.ts';
import { dayByShare, nextPurchase } from '../../../domain/purchases/next-purchase.ts';
import { rebuyShare } from '../../../activities/scoring/replenishment/rebuy-share.ts';
import { usualGap } from '../../../domain/purchases/usual-gap.ts';

const gap = { mean: Math.log(30), deviation: 0.5, evidence: { own: 2, all: 80 } };
const last = { day: 100, units: 1 };
const sums = (...days: readonly number[]) => days.reduce((own, one) => withGap(own, { days: one, units: 1 }), noGaps);

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('the next purchase', () => {
  test('is expected a usual gap after the last, twice that after two units, and half buy before', () => {
    expect(nextPurchase(gap, last, { today: 100 }).day).toBeCloseTo(130, 9);
    expect(nextPurchase(gap, { ...last, units: 2 }, { today: 100 }).day).toBeCloseTo(160, 9);
    const { from, to, evidence } = nextPurchase(gap, last, { today: 100 });
    expect(Math.log((from - 100) / 30) / 0.5).toBeCloseTo(-1.2815515655, 9);
    expect(Math.log((to - 100) / 30) / 0.5).toBeCloseTo(1.2815515655, 9);
    expect(evidence).toEqual({ own: 2, all: 80 });
  });

  test('is reminded of before most need it, and today when that day is over', () => {
    const { remindOn } = nextPurchase(gap, last, { today: 100, leadDays: 3 });
    expect(remindOn).toBe(Math.floor(dayByShare(gap, last, 0.25) - 3));
    expect(remindOn).toBe(118);
    expect(nextPurchase(gap, last, { today: 125, leadDays: 3 }).remindOn).toBe(125);
  });

  test('of somebody overdue lies ahead, however late it is', () => {
    expect(nextPurchase(gap, last, { today: 120 }).overdue).toBe(false);
    for (const today of [131, 200, 1000, 100_000, 1e9, 1e300]) {
      const next = nextPurchase(gap, last, { today });
      expect(next.overdue).toBe(true);
      for (const day of [next.from, next.day, next.to]) expect(day).toBeGreaterThanOrEqual(today);
      expect(next.from <= next.day && next.day <= next.to).toBe(true);
    }
    // What is left of the curve beyond 60 days: P(gap > d) = half of P(gap > 60).
    expect(nextPurchase(gap, last, { today: 160 }).day).toBeCloseTo(171.41085, 4);
  });

  test('rises with the share and never lies before today', () => {
    fc.assert(
      fc.property(
        double(-2, 8),
        double(0.05, 3),
        double(0, 5000),
        double(0.5, 20),
        double(0.01, 0.5),
        double(0.5, 0.99),
        (mean, deviation, waited, units, low, high) => {
          const usual = { ...gap, mean, deviation };
          const by = (share: number) => dayByShare(usual, { day: 50, units }, share, 50 + waited);
          expect(by(low)).toBeGreaterThanOrEqual(50 + waited);
          expect(by(high)).toBeGreaterThanOrEqual(by(low));
          expect(Number.isFinite(by(high))).toBe(true);
        },
      ),
    );
  });
});

describe('the usual gap', () => {
  const model = { sigma: 0.6, tau: 0.4 };
  const product = { mean: Math.log(40), variance: 0.01, gaps: 500 };

  test('is the product’s without own gaps, and goes to the customer’s with their number', () => {
    expect(usualGap(model, product, { count: 0, sum: 0 }).mean).toBeCloseTo(Math.log(40), 12);
    const after = (count: number) => usualGap(model, product, { count, sum: count * Math.log(20) });
    expect(after(2).mean).toBeLessThan(after(1).mean);
    expect(after(10_000).mean).toBeCloseTo(Math.log(20), 3);
    expect(after(10_000).deviation).toBeCloseTo(0.6, 3);
    expect(after(0).deviation).toBeCloseTo(Math.sqrt(0.36 + 0.16 + 0.01), 12);
  });

  test('of a product nobody bought again is what the catalogue says, else what the shop’s products show', () => {
    const shop = { ...model, omega: 0.3, mu: Math.log(25), logLikelihood: 0, gaps: 100 };
    const untried = productLevel(shop, { nominalDays: 60, customers: [] });
    expect(untried.mean).toBeCloseTo(Math.log(60), 12);
    expect(untried.variance).toBeCloseTo(0.3 ** 2, 12);
    expect(untried.gaps).toBe(0);
    expect(productLevel(shop, { customers: [noGaps] }).mean).toBeCloseTo(Math.log(25), 12);
    expect(productLevel(shop, { customers: [] }, Math.log(90)).mean).toBeCloseTo(Math.log(90), 12);
  });
});

describe('gaps that say little', () => {
  test('none at all cannot be fitted, and the error says so', () => {
    expect(() => fitVisitGaps({ customers: [noGaps] })).toThrow('Nobody bought anything twice');
    expect(() => fitProductGaps([])).toThrow(expect.objectContaining({ code: 'NO_REPEAT_PURCHASES' }));
  });

  test.each<[string, readonly GapSums[]]>([
    ['one gap', [sums(30)]],
    ['gaps of one day', [sums(1, 1, 1), sums(1, 1)]],
    ['gaps that are all the same', [sums(28, 28), sums(28, 28, 28)]],
    ['one gap each', [sums(10), sums(30), sums(90)]],
    ['customers who do not differ', [sums(10, 40, 20), sums(20, 10, 40), sums(40, 20, 10)]],
  ])('%s gives numbers, and a day near them', (_, customers) => {
    const model = fitVisitGaps({ customers });
    for (const value of Object.values(model)) expect(Number.isFinite(value)).toBe(true);
    const { mean, deviation } = usualGap(model, productLevel(model, { customers }), customers[0]!);
    expect(deviation).toBeGreaterThan(0);
    expect(Math.exp(mean)).toBeGreaterThanOrEqual(0.99);
    expect(Math.exp(mean)).toBeLessThan(91);
  });
});

test('the share of rebuyers is drawn toward the shop’s by products with few buyers', () => {
  const shop = { buyers: 1000, again: 200 };
  expect(rebuyShare({ buyers: 0, again: 0 }, shop)).toBeCloseTo(0.2, 12);
  expect(rebuyShare({ buyers: 3, again: 3 }, shop)).toBeCloseTo(7 / 23, 12);
  expect(rebuyShare({ buyers: 3000, again: 1500 }, shop)).toBeCloseTo(0.498, 3);
  expect(rebuyShare({ buyers: 0, again: 0 }, { buyers: 0, again: 0 })).toBe(0);
});
