import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBetaGeometric } from '../../../activities/scoring/models/beta-geometric/fit.ts';
import { logLikelihood } from '../../../activities/scoring/models/beta-geometric/log-likelihood.ts';
import { probabilityAlive } from '../../../activities/scoring/models/beta-geometric/alive.ts';
import { expectedOrders } from '../../../activities/scoring/models/beta-geometric/expected-orders.ts';
import { probabilityOfOrder } from '../../../activities/scoring/models/beta-geometric/next-order.ts';
import {
  expectedSpend,
  logLikelihood as logLikelihoodOfSpend,
} from '../../../activities/scoring/models/gamma-gamma/gamma-gamma.ts';
import * as paretoAlive from '../../../activities/scoring/models/pareto/alive.ts';
import * as paretoOrders from '../../../activities/scoring/models/pareto/expected-orders.ts';
import * as paretoLikelihood from '../../../activities/scoring/models/pareto/log-likelihood.ts';
import type { PurchaseHistory } from '../../../activities/scoring/statistics.ts';
import { cdnowStatistics, readCdnowSample } from '../data/read-rows.ts';

const power = (from: number, to: number) =>
  fc.double({ min: from, max: to, noNaN: true }).map((exponent) => 10 ** exponent);
const four = fc.record({ first: power(-4, 3), second: power(-2, 4), third: power(-4, 2), fourth: power(-4, 3) });
const time = fc.oneof(fc.constant(0), power(-3, 3));
const history: fc.Arbitrary<PurchaseHistory> = fc
  .tuple(
    fc.oneof(fc.nat(5), fc.nat(3000)),
    time,
    fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  )
  .map(([x, T, share]) => ({ x, tx: x === 0 ? 0 : T * share, T }));
const model = fc.constantFrom('bg', 'mbg', 'pareto');

interface Functions {
  readonly logLikelihood: (history: PurchaseHistory) => number;
  readonly alive: (history: PurchaseHistory) => number;
  readonly orders: (history: PurchaseHistory, t: number) => number;
  readonly buys: (history: PurchaseHistory, t: number) => number;
}

/** `unit` is how long the unit of time is. */
const functions = (
  name: 'bg' | 'mbg' | 'pareto',
  { first: r, second, third, fourth }: { first: number; second: number; third: number; fourth: number },
  unit = 1,
): Functions => {
  const alpha = second * unit;
  if (name === 'pareto') {
    const parameters = { r, alpha, s: third, beta: fourth * unit };
    return {
      logLikelihood: (of) => paretoLikelihood.logLikelihood(parameters, of),
      alive: (of) => paretoAlive.probabilityAlive(parameters, of),
      orders: (of, t) => paretoOrders.expectedOrders(parameters, of, t),
      buys: (of, t) => paretoOrders.probabilityOfOrder(parameters, of, t),
    };
  }
  const parameters = { r, alpha, a: third, b: fourth };
  return {
    logLikelihood: (of) => logLikelihood(name, parameters, of),
    alive: (of) => probabilityAlive(name, parameters, of),
    orders: (of, t) => expectedOrders(name, parameters, of, t),
    buys: (of, t) => probabilityOfOrder(name, parameters, of, t),
  };
};

const runs = { numRuns: 400 };
const close = (a: number, b: number, size = Math.abs(a)): void => {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-8 * size);
};

test('no history makes a value that is not a number, or a probability out of bounds', () => {
  fc.assert(
    fc.property(model, four, history, time, (name, parameters, of, t) => {
      const { logLikelihood, alive, orders, buys } = functions(name, parameters);
      expect(Number.isFinite(logLikelihood(of))).toBe(true);
      for (const share of [alive(of), buys(of, t)]) expect(share >= 0 && share <= 1 + 1e-12).toBe(true);
      expect(orders(of, t)).toBeGreaterThanOrEqual(0);
      // Somebody who buys at least once within t buys at least as many times as that is likely.
      expect(orders(of, t) * (1 + 1e-9)).toBeGreaterThanOrEqual(buys(of, t));
    }),
    runs,
  );
});

test('more silence never makes a customer more alive, and more time never brings fewer orders', () => {
  fc.assert(
    fc.property(model, four, history, time, time, (name, parameters, of, t, more) => {
      const { alive, orders, buys } = functions(name, parameters);
      expect(alive({ ...of, T: of.T + more })).toBeLessThanOrEqual(alive(of) * (1 + 1e-9));
      expect(orders(of, t + more) * (1 + 1e-9)).toBeGreaterThanOrEqual(orders(of, t));
      expect(buys(of, t + more) * (1 + 1e-9)).toBeGreaterThanOrEqual(buys(of, t));
    }),
    runs,
  );
});

test('the unit of time changes nothing but the density of the times', () => {
  fc.assert(
    fc.property(model, four, history, time, power(-2, 2), (name, parameters, of, t, unit) => {
      const one = functions(name, parameters);
      const other = functions(name, parameters, unit);
      const scaled = { x: of.x, tx: of.tx * unit, T: of.T * unit };
      const power = of.x * Math.log(unit);
      const was = one.logLikelihood(of);
      close(was, other.logLikelihood(scaled) + power, Math.max(1, Math.abs(was), Math.abs(power)));
      if (one.alive(of) > 1e-250) close(one.alive(of), other.alive(scaled));
      if (one.orders(of, t) > 1e-250) close(one.orders(of, t), other.orders(scaled, t * unit));
    }),
    runs,
  );
});

test('expected spend lies between what all and what the customer spends, and scales with the currency', () => {
  fc.assert(
    fc.property(
      power(-3, 3),
      power(-3, 3),
      power(-2, 4),
      fc.integer({ min: 1, max: 3000 }),
      power(-2, 6),
      (p, q, v, x, meanSpend) => {
        const parameters = { p, q: 1 + q, v };
        const everybody = expectedSpend(parameters, { x: 0, meanSpend: 0 });
        const got = expectedSpend(parameters, { x, meanSpend });
        const [low, high] = [Math.min(everybody, meanSpend), Math.max(everybody, meanSpend)];
        expect(got >= low * (1 - 1e-9) && got <= high * (1 + 1e-9)).toBe(true);
        const cents = expectedSpend({ ...parameters, v: v * 100 }, { x, meanSpend: meanSpend * 100 });
        expect(Math.abs(cents / got / 100 - 1)).toBeLessThan(1e-12);
        expect(Number.isFinite(logLikelihoodOfSpend(parameters, { x, meanSpend }))).toBe(true);
      },
    ),
    runs,
  );
});

test('a fit of weighted rows is the fit of all the customers, in any order', () => {
  const { x, tx, T } = cdnowStatistics(readCdnowSample());
  const seen = new Map<string, number>();
  for (const [i, count] of x.entries()) {
    const key = [count, tx[i], T[i]].join(' ');
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const rows = [...seen.keys()].toReversed().map((key) => key.split(' ').map(Number) as [number, number, number]);
  const columns = {
    x: rows.map(([count]) => count),
    tx: rows.map(([, last]) => last),
    T: rows.map(([, , end]) => end),
  };
  const weighted = fitBetaGeometric('mbg', { ...columns, weight: [...seen.values()].toReversed() });
  const plain = fitBetaGeometric('mbg', { x, tx, T });
  expect(rows.length).toBeLessThan(1100);
  expect(Math.abs(weighted.logLikelihood - plain.logLikelihood)).toBeLessThan(1e-8);
  for (const name of ['r', 'alpha', 'a', 'b'] as const) {
    expect(Math.abs(weighted.parameters[name] / plain.parameters[name] - 1)).toBeLessThan(1e-6);
    expect(Math.abs(weighted.standardErrors[name] / plain.standardErrors[name] - 1)).toBeLessThan(1e-5);
  }
});
