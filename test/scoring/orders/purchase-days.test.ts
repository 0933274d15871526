import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyOf } from '../../../activities/scoring/orders/history.ts';
import type { OrderLine } from '../../../activities/scoring/orders/order-line.ts';
import { purchaseDays } from '../../../activities/scoring/orders/purchase-days.ts';

const line = (day: number, amount: number, more: Partial<OrderLine> = {}): OrderLine => ({
  customer: 'ada',
  day,
  amount,
  currency: 'EUR',
  ...more,
});
const read = (lines: readonly OrderLine[], rates = {}) => purchaseDays(lines, { until: 100, currency: 'EUR', rates });
const days = (lines: readonly OrderLine[]) => read(lines).customers.get('ada') ?? [];

describe('days with a purchase', () => {
  test('are one a day, whatever the number of orders', () => {
    expect(days([line(3, 500), line(1, 200), line(3, 700)])).toEqual([
      { day: 1, amount: 200 },
      { day: 3, amount: 1200 },
    ]);
  });

  test('count an order that cost nothing', () => {
    expect(days([line(1, 500), line(4, 0)])).toEqual([
      { day: 1, amount: 500 },
      { day: 4, amount: 0 },
    ]);
  });

  test('lose what was given back on the day of its order, however late, and go when all was', () => {
    const first = [line(1, 500), line(5, 900, { order: 'A' })];
    expect(days([...first, line(9, -400, { order: 'A' })])).toEqual([
      { day: 1, amount: 500 },
      { day: 5, amount: 500 },
    ]);
    expect(days([...first, line(9, -900, { order: 'A' })])).toEqual([{ day: 1, amount: 500 }]);
  });

  test('lose an unnamed refund from the latest purchase before it, and never from a later one', () => {
    const bought = [line(1, 500), line(5, 300), line(9, 800)];
    expect(days([...bought, line(7, -400)])).toEqual([
      { day: 1, amount: 400 },
      { day: 9, amount: 800 },
    ]);
    expect(read([line(9, 800), line(7, -400)])).toMatchObject({ leftOut: { refunds: 1 } });
  });

  test('take another currency at its rate, or leave it out and say so', () => {
    const lines = [line(1, 500), line(2, 1000, { currency: 'USD' })];
    expect(read(lines, { USD: 0.9 }).customers.get('ada')).toEqual([
      { day: 1, amount: 500 },
      { day: 2, amount: 900 },
    ]);
    expect(read(lines)).toMatchObject({ leftOut: { otherCurrency: 1 } });
  });

  test('end with the last day that counts', () => {
    const { customers, leftOut } = read([line(100, 500), line(101, 500), line(102, -500)]);
    expect(customers.get('ada')).toEqual([{ day: 100, amount: 500 }]);
    expect(leftOut.later).toBe(2);
  });
});

test('of somebody who sent everything back there is nothing to tell', () => {
  expect(read([line(1, 500, { order: 'A' }), line(2, -500, { order: 'A' })]).customers.size).toBe(0);
});

test('the order of the lines changes nothing', () => {
  const lines = fc.array(
    fc.record({
      customer: fc.constantFrom('ada', 'bob'),
      day: fc.integer({ min: 90, max: 105 }),
      amount: fc.integer({ min: -300, max: 900 }),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      order: fc.constantFrom('A', 'B', undefined, undefined),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(lines, fc.func(fc.integer()), (given, rank) => {
      const told = given.map(({ order, ...rest }) => (order === undefined ? rest : { ...rest, order }));
      const shuffled = told.toSorted((a, b) => rank(a) - rank(b));
      const [one, other] = [read(told), read(shuffled)];
      for (const customer of ['ada', 'bob']) expect(other.customers.get(customer)).toEqual(one.customers.get(customer));
      expect(other.leftOut).toEqual(one.leftOut);
      for (const own of one.customers.values()) for (const { amount } of own) expect(amount).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('statistics are weeks from the first purchase and the mean amount of the later ones', () => {
  const bought = [
    { day: 10, amount: 9900 },
    { day: 24, amount: 1000 },
    { day: 31, amount: 2000 },
  ];
  expect(historyOf(bought, 80)).toEqual({ x: 2, tx: 3, T: 10, meanSpend: 1500 });
  expect(historyOf(bought.slice(0, 1), 10)).toEqual({ x: 0, tx: 0, T: 0, meanSpend: 0 });
});
