import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedOrders } from '../../../activities/scoring/models/beta-geometric/expected-orders.ts';
import { fitBetaGeometric } from '../../../activities/scoring/models/beta-geometric/fit.ts';
import { probabilityOfOrder } from '../../../activities/scoring/models/beta-geometric/next-order.ts';
import { expectedSpend } from '../../../activities/scoring/models/gamma-gamma/gamma-gamma.ts';
import { expectOrders } from '../../../activities/scoring/score/expect-orders.ts';
import { createScorer, type ScoringModels } from '../../../activities/scoring/score/score-customers.ts';
import { lifetimeValue } from '../../../activities/scoring/value/lifetime-value.ts';
import { historyOf } from '../../../activities/scoring/orders/history.ts';
import { purchaseDays } from '../../../activities/scoring/orders/purchase-days.ts';
import { calibrationEnd, readCdnowSample } from '../data/read-rows.ts';

const models: ScoringModels = {
  model: 'mbg',
  parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
  spend: { p: 6.25, q: 3.74, v: 15.44 },
  churnWithin: 90 / 7,
  ordersWithin: 365 / 7,
  valuation: { margin: 0.4, discount: 0.01, periods: 12, periodLength: 365 / 7 / 12 },
};
const score = createScorer(models);
const customer = { x: 2, tx: 30.43, T: 38.86, meanSpend: 22.35 };

describe('a customer’s score', () => {
  test('is what the models say, one by one', () => {
    const { parameters, spend, churnWithin, ordersWithin } = models;
    const got = score(customer);
    expect(got.alive).toBeCloseTo(0.706202, 5);
    expect(got.churn).toBeCloseTo(1 - probabilityOfOrder('mbg', parameters, customer, churnWithin), 12);
    expect(got.expectedOrders).toBeCloseTo(expectedOrders('mbg', parameters, customer, ordersWithin), 12);
    expect(got.expectedSpend).toBe(expectedSpend(spend!, customer));
    const ordersBy = (t: number) => expectedOrders('mbg', parameters, customer, t);
    expect(got.lifetimeValue).toBeCloseTo(lifetimeValue(ordersBy, got.expectedSpend!, models.valuation), 10);
  });

  test('says nothing of money without a model of spend', () => {
    const { spend: _, ...rest } = models;
    expect(createScorer(rest)(customer)).toMatchObject({ expectedSpend: undefined, lifetimeValue: undefined });
  });

  test('takes who sent everything back to spend what all do', () => {
    expect(score({ ...customer, meanSpend: -3 }).expectedSpend).toBe(score({ ...customer, x: 0 }).expectedSpend);
  });

  test('does not depend on who was scored before', () => {
    const one = fc
      .tuple(fc.nat(300), fc.nat(900), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([x, days, share]) => ({
        x,
        T: days / 7,
        tx: x === 0 ? 0 : (share * days) / 7,
        meanSpend: 20,
      }));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (customers) => {
        for (const given of customers) {
          const got = score(given);
          expect(got).toEqual(createScorer(models)(given));
          for (const value of Object.values(got)) expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

const even = (t: number): number => t;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('lifetime value', () => {
  test('is orders × amount × margin, each period discounted once more', () => {
    const valuation = { margin: 0.5, discount: 0.1, periods: 2, periodLength: 3 };
    expect(lifetimeValue(even, 10, valuation)).toBeCloseTo(3 * 10 * 0.5 * (1 / 1.1 + 1 / 1.21), 12);
    expect(lifetimeValue(even, 10, { ...valuation, discount: 0 })).toBe(30);
  });

  test.each<[string, number]>([
    ['margin', Number.NaN],
    ['discount', -1],
    ['periods', 0],
    ['periods', 1.5],
    ['periodLength', 0],
  ])('refuses a %s of %d', (name, value) => {
    expect(() => createScorer({ ...models, valuation: { ...models.valuation, [name]: value } })).toThrow(
      expect.objectContaining({ code: 'VALUATION_INVALID' }),
    );
  });
});

test('spend without a mean is refused, not scored as infinite', () => {
  expect(() => createScorer({ ...models, spend: { p: 6, q: 0.9, v: 15 } })).toThrow(
    expect.objectContaining({ code: 'SPEND_HAS_NO_MEAN' }),
  );
});

// The second half of the CDNOW log, 39 weeks that no model saw.
test('orders of the 39 weeks to come are foreseen as an independent program does', () => {
  const lines = readCdnowSample();
  const { customers } = purchaseDays(lines, { until: calibrationEnd, currency: 'USD' });
  const whole = purchaseDays(lines, { until: calibrationEnd + 39 * 7, currency: 'USD' }).customers;
  const rows = Array.from(customers, ([id, days]) => ({
    history: historyOf(days, calibrationEnd),
    actual: whole.get(id)!.length - days.length,
  }));
  const column = (name: 'x' | 'tx' | 'T') => rows.map(({ history }) => history[name]);
  expect(sum(rows.map(({ actual }) => actual))).toBe(1882);
  expect(rows.filter(({ actual }) => actual > 0).length).toBe(684);
  for (const [model, total, error, buyers] of [
    ['bg', 1653.4, 0.7855, 617],
    ['mbg', 1576.7, 0.7648, undefined],
  ] as const) {
    const { parameters } = fitBetaGeometric(model, { x: column('x'), tx: column('tx'), T: column('T') });
    const expected = rows.map(({ history }) => expectedOrders(model, parameters, history, 39));
    const columns = { x: column('x'), tx: column('tx'), T: column('T') };
    expect(Array.from(expectOrders(model, parameters, columns, 39))).toEqual(expected);
    expect(Math.abs(sum(expected) - total)).toBeLessThan(0.1);
    expect(sum(expected.map((orders, i) => Math.abs(orders - rows[i]!.actual))) / rows.length).toBeCloseTo(error, 3);
    const buys = sum(rows.map(({ history }) => probabilityOfOrder(model, parameters, history, 39)));
    if (buyers !== undefined) expect(Math.round(buys)).toBe(buyers);
  }
});
