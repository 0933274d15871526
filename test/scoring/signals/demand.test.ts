import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demandPrior, type SalesMoments } from '../../../activities/scoring/demand/demand-prior.ts';
import { poisson } from '../../../cli/experiment/simulation/draws.ts';
import {
  demandBySegment,
  type DemandPrior,
  forecastDemand,
  type ProductSales,
  shortageOf,
} from '../../../domain/demand/forecast.ts';
import { demandColumns, demandLine, demandValues } from '../../../domain/demand/report.ts';
import { seededRandom } from '../../../domain/random.ts';
import { readReceiptLines } from '../data/complete-journey/read-lines.ts';

const prior: DemandPrior = { mean: 2, weight: 1, dispersion: 0, season: 1 };
const steady = (units: number, weeks = 26) => ({ weeks: Array.from({ length: weeks }, () => units), onSale: weeks });
const moments: SalesMoments = {
  mean: 5,
  variance: 30,
  withinVariance: 8,
  squaredMean: 50,
  weeks: 26,
  days: 200,
  yearBefore: 0,
  yearAfter: 0,
  daysBefore: 56,
  daysAfter: 28,
};

const sum = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0);
const afterWeeks = (weeks: number) => forecastDemand(prior, { weeks: steady(20).weeks, onSale: weeks }, 1).expected;

describe('R293: what will be asked for of a product', () => {
  test('steady sales go on, whatever other products do', () => {
    const { expected, low, high } = forecastDemand(prior, steady(20), 4);
    expect(expected).toBeGreaterThan(70);
    expect(expected).toBeLessThan(80);
    expect(low).toBeLessThan(expected);
    expect(high).toBeGreaterThan(expected);
  });
  test('a new product is drawn toward the others; with each week it speaks for itself', () => {
    expect(afterWeeks(0)).toBe(2);
    expect(afterWeeks(1)).toBe(11);
    expect(afterWeeks(1)).toBeLessThan(afterWeeks(2));
    expect(afterWeeks(26)).toBeGreaterThan(18);
  });
  test('what sold lately says more than what sold once', () => {
    const rising = { weeks: [0, 0, 0, 0, 10, 10, 10, 10], onSale: 8 };
    const falling = { weeks: rising.weeks.toReversed(), onSale: 8 };
    expect(forecastDemand(prior, rising, 1).expected).toBeGreaterThan(forecastDemand(prior, falling, 1).expected);
  });
  test('a season and uneven weeks: more of it, and less certain', () => {
    const usual = forecastDemand(prior, steady(20), 4);
    expect(forecastDemand({ ...prior, season: 2 }, steady(20), 4).expected).toBeCloseTo(2 * usual.expected, 9);
    const uneven = forecastDemand({ ...prior, dispersion: 1 }, steady(20), 4);
    expect(uneven.expected).toBe(usual.expected);
    expect(uneven.high).toBeGreaterThan(usual.high);
  });
  test('days without stock are no days without demand: of shops with known demand the error is that of shops never out', () => {
    const random = seededRandom(41);
    const [errors, products] = [{ told: 0, raw: 0, never: 0 }, 400];
    let truths = 0;
    for (let one = 0; one < products; one += 1) {
      const rate = 2 + 18 * random();
      const outFrom = Math.floor(random() * 20);
      const demanded = Array.from({ length: 26 }, () => poisson(rate, random));
      // None is left for six weeks, from the middle of one to the middle of another.
      const inStock = demanded.map((_, week) =>
        week > outFrom && week < outFrom + 6 ? 0 : week === outFrom || week === outFrom + 6 ? 0.5 : 1,
      );
      const sold = demanded.map((units, week) =>
        sum(Array.from({ length: units }, () => Number(random() < inStock[week]!))),
      );
      const error = (sales: ProductSales) =>
        Math.abs(forecastDemand({ mean: 11, weight: 0.4, dispersion: 0, season: 1 }, sales, 4).expected - 4 * rate);
      truths += 4 * rate;
      errors.told += error({ weeks: sold, onSale: 26, inStock });
      errors.raw += error({ weeks: sold, onSale: 26 });
      errors.never += error({ weeks: demanded, onSale: 26 });
    }
    const [told, raw, never] = [errors.told / truths, errors.raw / truths, errors.never / truths];
    console.info(
      `stock-outs: error ${told.toFixed(3)} of demand, by sales alone ${raw.toFixed(3)}, never out ${never.toFixed(3)}`,
    );
    expect(told).toBeLessThan(raw / 2);
    expect(told).toBeLessThan(never * 1.3);
  });
  test('out all the time, nothing is told but what other products do; an order in an instant says no rate', () => {
    const never = { ...steady(0), inStock: Array.from({ length: 26 }, () => 0) };
    expect(forecastDemand(prior, never, 1).expected).toBe(2);
    const instant = { ...never, weeks: [...never.weeks.slice(1), 3], inStock: [...never.inStock.slice(1), 0.001] };
    expect(forecastDemand(prior, instant, 1).expected).toBe(2);
    expect(forecastDemand(prior, { ...steady(20), inStock: steady(1).weeks }, 4)).toEqual(
      forecastDemand(prior, steady(20), 4),
    );
  });
  test('never less than nothing, never no number, whatever the sales', () => {
    const anything = fc.oneof(fc.integer({ min: -50, max: 1000 }), fc.constantFrom(Number.NaN, 0));
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 26 }),
        fc.integer({ min: -3, max: 40 }),
        fc.constantFrom(prior, demandPrior({ ...moments, mean: 0, variance: 0, squaredMean: 0, withinVariance: 0 })),
        fc.option(fc.array(fc.double(), { maxLength: 26 }), { nil: undefined }),
        (weeks, onSale, by, inStock) => {
          const { expected, low, high } = forecastDemand(by, { weeks, onSale, ...(inStock && { inStock }) }, 4);
          expect([expected, low, high].every((one) => Number.isFinite(one) && one >= 0)).toBe(true);
          expect(low <= expected && expected <= high).toBe(true);
        },
      ),
    );
  });
});

describe('R218: what feeds the forecast, each in its direction', () => {
  test('products that differ weigh less on each other', () => {
    expect(demandPrior({ ...moments, variance: 300 }).weight).toBeLessThan(demandPrior(moments).weight);
  });
  test('weeks that differ more than by chance widen it', () => {
    expect(demandPrior(moments).dispersion).toBeCloseTo(0.06, 9);
    expect(demandPrior({ ...moments, withinVariance: 3 }).dispersion).toBe(0);
  });
  test('last year’s season counts from a whole year and a month on, as far as it had sales', () => {
    const twice = { ...moments, days: 500, yearBefore: 56_000, yearAfter: 56_000 };
    expect(demandPrior(twice).season).toBeCloseTo(2, 1);
    expect(demandPrior({ ...twice, days: 399 }).season).toBe(1);
    expect(demandPrior({ ...twice, yearBefore: 56, yearAfter: 56 }).season).toBeLessThan(1.3);
    expect(demandPrior({ ...moments, days: 500 }).season).toBe(1);
  });
  test.each<[string, number | null, number, string, number, number | null]>([
    ['no stock is told', null, 28, 'unknown', 0, null],
    ['none is left', 0, 28, 'out', 10, 0],
    ['it does not last', 5, 28, 'short', 5, 14],
    ['it may not last', 12, 28, 'tight', 0, 33.6],
    ['enough', 20, 28, 'enough', 0, 56],
    ['less than none', -3, 28, 'out', 10, 0],
  ])('stock: %s', (_, stock, days, state, missing, lastsDays) => {
    expect(shortageOf({ expected: 10, low: 5, high: 15 }, days, stock)).toMatchObject({ state, missing, lastsDays });
  });
  test('nothing asked for: no stock is short', () => {
    expect(shortageOf({ expected: 0, low: 0, high: 0 }, 28, 0)).toEqual({
      missing: 0,
      missingAtMost: 0,
      lastsDays: null,
      state: 'enough',
    });
  });
});

describe('R291: by segment', () => {
  const ofAll = { loyal: 600, new: 300, lost: 100 };
  const units = (ofProduct: Readonly<Record<string, number>>) =>
    Object.fromEntries(demandBySegment(100, { ofProduct, ofAll }).map(({ segment, units: own }) => [segment, own]));
  test('a product that nobody bought yet goes as everything goes; its own buyers move it', () => {
    expect(units({})).toEqual({ loyal: 60, new: 30, lost: 10 });
    expect(units({ new: 80 })['new']).toBe(86);
  });
  test('the parts are the whole; without any sale there is no part', () => {
    const sum = Object.values(units({ loyal: 3, new: 9 })).reduce((all, one) => all + one, 0);
    expect(sum).toBeCloseTo(100, 9);
    expect(demandBySegment(100, { ofProduct: {}, ofAll: {} })).toEqual([]);
  });
  test('a line of the report and of its export', () => {
    const line = demandLine({
      product: 'sku-1',
      title: 'A shoe',
      category: null,
      stock: 5,
      price: 1_990,
      days: 28,
      demand: { expected: 10.004, low: 5, high: 15.2 },
      segments: [{ segment: 'loyal', units: 6.006 }],
      sold: 40,
      soldDays: 182,
      asOf: '2026-06-10',
    });
    expect(line).toMatchObject({
      expected: 10,
      missing: 6,
      missingAtMost: 11,
      lastsDays: 13,
      revenue: 19_908,
      state: 'short',
    });
    expect(demandColumns(['loyal', 'new'])).toHaveLength(demandValues(line, ['loyal', 'new']).length);
    expect(demandValues(line, ['loyal', 'new']).slice(-2)).toEqual([6.01, 0]);
  });
});

const average = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

test('R293: four weeks of each category of real receipts, foreseen eleven times, beside the four weeks before', () => {
  const week = 7 * 24 * 60;
  const weeks = new Map<string, number[]>();
  for (const { category, minute } of readReceiptLines()) {
    if (category === '') continue;
    const own = weeks.get(category) ?? Array.from({ length: 52 }, () => 0);
    const index = Math.floor(minute / week);
    if (index < 52) own[index]! += 1;
    weeks.set(category, own);
  }
  let [count, error, naive, within] = [0, 0, 0, 0];
  for (let until = 8; until <= 48; until += 4) {
    const known = Array.from(weeks.values(), (all) => all.slice(Math.max(0, until - 26), until)).filter((all) =>
      all.some((units) => units > 0),
    );
    const length = known[0]!.length;
    const means = known.map((all) => all.reduce((sum, units) => sum + units, 0) / length);
    const mean = average(means);
    const model = demandPrior({
      ...moments,
      weeks: length,
      mean,
      variance: average(means.map((one) => (one - mean) ** 2)),
      withinVariance: average(known.map((all, i) => average(all.map((units) => (units - means[i]!) ** 2)))),
      squaredMean: average(means.map((one) => one * one)),
    });
    for (const all of weeks.values()) {
      const before = all.slice(Math.max(0, until - 26), until);
      if (!before.some((units) => units > 0)) continue;
      const came = all.slice(until, until + 4).reduce((sum, units) => sum + units, 0);
      const { expected, low, high } = forecastDemand(model, { weeks: before, onSale: before.length }, 4);
      const last = before.slice(-4).reduce((sum, units) => sum + units, 0);
      count += 1;
      error += Math.abs(expected - came);
      naive += Math.abs(last - came);
      if (came >= Math.floor(low) && came <= Math.ceil(high)) within += 1;
    }
  }
  console.info(
    `demand of four weeks: mean error ${(error / count).toFixed(3)} units (as the four weeks before: ${(naive / count).toFixed(3)}), within the interval ${(within / count).toFixed(3)} of ${count}`,
  );
  expect(error).toBeLessThan(naive * 0.95);
  expect(within / count).toBeGreaterThan(0.78);
  expect(within / count).toBeLessThan(0.93);
});
