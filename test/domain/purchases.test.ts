import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietDays } from '../../domain/purchases/quiet-days.ts';
import { estimateRenewal } from '../../domain/purchases/renewal.ts';

const day = 86_400_000;
const on = (...days: readonly number[]) => days.map((one) => one * day);

test.for<[string, readonly number[], number, number]>([
  ['one order, a cycle of 60 days', on(0), 60, 90],
  ['two orders tell no rhythm yet', on(0, 10), 60, 90],
  ['three, 40 and 60 days apart', on(0, 40, 100), 30, 75],
  ['the order in which they are told does not matter', on(100, 0, 40), 30, 75],
  ['who buys every week is not written to after ten days', on(0, 7, 14, 21), 60, 35],
  ['who buys every year is not waited for for a year and a half', on(0, 365, 730), 60, 180],
])('R57 R65 %s', ([, orders, cycle, expected]) => {
  expect(quietDays(orders, cycle)).toBe(expected);
});

test('R65 a customer’s own gap decides from three orders on, and the threshold stays within 35 and 180 days', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 0, maxLength: 12 }),
      fc.integer({ min: 1, max: 400 }),
      (gaps, cycle) => {
        const orders = gaps.reduce((all, gap) => [...all, all.at(-1)! + gap * day], [0]);
        const days = quietDays(orders, cycle);
        expect(days).toBeGreaterThanOrEqual(35);
        expect(days).toBeLessThanOrEqual(180);
        if (gaps.length >= 2) expect(quietDays(orders, cycle + 50)).toBe(days);
      },
    ),
  );
});

const usage = { usualDays: 30, quantity: 1, purchases: [{ at: 0, quantity: 1 }] };

test.for<[string, Parameters<typeof estimateRenewal>[0], number]>([
  ['a first purchase lasts as the catalogue tells', usage, 30],
  ['R40 two units last twice as long', { ...usage, quantity: 2 }, 60],
  [
    'a second purchase, sooner than the catalogue tells, is no rhythm yet',
    { ...usage, purchases: [0, 20].map((at) => ({ at: at * day, quantity: 1 })) },
    30,
  ],
  [
    'who uses it up faster is reminded sooner, from the third purchase on',
    { ...usage, purchases: [0, 20, 40].map((at) => ({ at: at * day, quantity: 1 })) },
    20,
  ],
  [
    'a purchase of two units that lasted 50 days is 25 days a unit',
    { ...usage, purchases: [0, 50, 100].map((at) => ({ at: at * day, quantity: 2 })) },
    25,
  ],
  [
    'a gap of a year is no rhythm of a month: twice the catalogue’s is the most',
    { ...usage, purchases: [0, 365, 730].map((at) => ({ at: at * day, quantity: 1 })) },
    60,
  ],
])('R37 %s', ([, known, expected]) => {
  expect(estimateRenewal(known)).toBe(expected);
});

test('R40 for any duration and quantity it multiplies', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 365 }), fc.integer({ min: 1, max: 50 }), (usualDays, quantity) => {
      expect(estimateRenewal({ usualDays, quantity, purchases: [] })).toBe(usualDays * quantity);
    }),
  );
});
