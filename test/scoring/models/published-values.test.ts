import { describe, expect, test } from 'vitest';
import { expectedOrders } from '../../../activities/scoring/models/beta-geometric/expected-orders.ts';
import { logLikelihood } from '../../../activities/scoring/models/beta-geometric/log-likelihood.ts';
import { probabilityAlive } from '../../../activities/scoring/models/beta-geometric/alive.ts';
import {
  medianTimeToNextOrder,
  probabilityOfOrder,
} from '../../../activities/scoring/models/beta-geometric/next-order.ts';
import type { BetaGeometricModel } from '../../../activities/scoring/models/beta-geometric/parameters.ts';
import { probabilityOfCount } from '../../../activities/scoring/models/beta-geometric/purchase-count.ts';
import { expectedSpend } from '../../../activities/scoring/models/gamma-gamma/gamma-gamma.ts';
import { discountedOrders } from '../../../activities/scoring/models/pareto/discounted-orders.ts';
import * as pareto from '../../../activities/scoring/models/pareto/expected-orders.ts';
import { cdnowStatistics, readCdnowSample } from '../data/read-rows.ts';

const bg = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const mbg = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const papers = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
const exactBg = { r: 0.2425945, alpha: 4.4136019, a: 0.7929199, b: 2.4258881 };
const newCustomer = { x: 0, tx: 0, T: 0 };
const customer1 = { x: 2, tx: 30.43, T: 38.86 };

const near = (got: number, printed: number, relative: number): void => {
  expect(Math.abs(got / printed - 1)).toBeLessThan(relative);
};

test('expected orders of CDNOW’s customer 1 in 39 weeks are the 1.226 of Hardie’s sheet', () => {
  expect(expectedOrders('bg', exactBg, customer1, 39).toFixed(3)).toBe('1.226');
});

test('E[X(t)] of BG/NBD is that of Hardie’s sheet', () => {
  const printed = [
    [1 / 7, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31 + 6 / 7, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ] as const;
  for (const [t, orders] of printed) near(expectedOrders('bg', exactBg, newCustomer, t), orders, 5e-3);
  for (const [t, orders] of [
    [1 / 7, 0.007826],
    [1, 0.0532679],
    [3, 0.1508652],
    [31.857, 1.0419961],
    [32, 1.0452433],
    [78, 1.8605191],
  ] as const)
    near(expectedOrders('bg', bg, newCustomer, t), orders, 1e-5);
});

test('E[X(52)] of Pareto/NBD and customer 1516 are those of the BTYD walkthrough', () => {
  near(pareto.expectedOrders({ r: 0.553, alpha: 10.58, s: 0.606, beta: 11.656 }, newCustomer, 52), 1.473434, 1e-3);
  near(expectedOrders('bg', exactBg, { x: 26, tx: 30.857, T: 31 }, 52), 25.75659, 1e-4);
  near(probabilityAlive('bg', exactBg, { x: 26, tx: 30.857, T: 31 }), 0.9688523, 1e-4);
});

// Fader, Hardie, Lee 2005: of two who bought last at the same time, the more frequent one is the more surely gone.
test('the paradox of rising frequency shows as in the BTYD walkthrough', () => {
  const walkthrough = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 };
  const counts = [10, 15, 20, 25];
  const ofPareto = counts.map((x) => pareto.expectedOrders(walkthrough, { x, tx: 20, T: 39 }, 52));
  const ofBg = counts.map((x) => expectedOrders('bg', exactBg, { x, tx: 20, T: 39 }, 52));
  [0.7062289, 0.1442396, 0.02250658, 0.00309267].forEach((printed, i) => near(ofPareto[i]!, printed, 2e-3));
  [0.3474606, 0.04283391, 0.004158973, 0.0003583685].forEach((printed, i) => near(ofBg[i]!, printed, 2e-3));
});

test('P(X(t) = x) of BG/NBD is right in the bulk and in the tail, and sums to 1', () => {
  near(probabilityOfCount('bg', bg, 0, 39), 0.5737864, 1e-5);
  near(probabilityOfCount('bg', bg, 10, 2), 1.07869e-7, 1e-5);
  [0.0019995214, 0.0015170236, 0.001163315].forEach((printed, i) =>
    near(probabilityOfCount('bg', bg, 11 + i, 30), printed, 1e-5),
  );
  for (const [model, parameters] of [
    ['bg', bg],
    ['mbg', mbg],
  ] as const) {
    const counts = Array.from({ length: 400 }, (_, x) => probabilityOfCount(model, parameters, x, 39));
    near(
      counts.reduce((sum, share) => sum + share, 0),
      1,
      1e-9,
    );
    near(
      counts.reduce((sum, share, x) => sum + share * x, 0),
      expectedOrders(model, parameters, newCustomer, 39),
      1e-6,
    );
  }
});

test('expected orders are those of the tests of pymc-marketing', () => {
  const parameters = { a: 0.8, b: 2.5, alpha: 3, r: 4 };
  const printed = [1.42554638, 2.17059763, 3.29959668, 4.06284244, 4.72380438];
  const more = [1.73223875, 3.1645582, 4.08454744, 5.20603817, 6.34220761];
  [...printed, ...more].forEach((orders, i) => {
    const history = { x: [1, 3, 5, 7, 9][i % 5]!, tx: i % 2 === 0 ? 20 : 30, T: i % 2 === 0 ? 25 : 35 };
    near(expectedOrders('bg', parameters, history, 20 + 2 * i), orders, 1e-6);
  });
});

test('the log-likelihood stays exact for heavy buyers (Hardie, note 027)', () => {
  const parameters = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 };
  near(logLikelihood('bg', parameters, { x: 0, tx: 0, T: 40 }), -0.59947382, 1e-7);
  near(logLikelihood('bg', parameters, { x: 200, tx: 38, T: 40 }), 100.7957, 1e-6);
});

describe('over a horizon', () => {
  test.each([
    ['bg', bg, 0.67881376, 0.93874282],
    ['mbg', mbg, 0.66840136, 0.95186426],
  ] as const)('the churn of %s within 90 days is right', (model, parameters, ofRepeatBuyer, ofOneTimeBuyer) => {
    const churn = (history: typeof customer1) => 1 - probabilityOfOrder(model, parameters, history, 90 / 7);
    near(churn(customer1), ofRepeatBuyer, 1e-7);
    near(churn({ x: 0, tx: 0, T: 38.86 }), ofOneTimeBuyer, 1e-7);
  });

  // Buying nothing until T + h is what the likelihood of a later end of observation says.
  test('it is the ratio of two likelihoods, in each model', () => {
    const later = { ...customer1, T: customer1.T + 12 };
    for (const model of ['bg', 'mbg'] as const) {
      const silent = Math.exp(logLikelihood(model, mbg, later) - logLikelihood(model, mbg, customer1));
      near(1 - probabilityOfOrder(model, mbg, customer1, 12), silent, 1e-12);
    }
  });

  test('half of those alive have bought by the median time', () => {
    const time = medianTimeToNextOrder(mbg, customer1);
    near(probabilityOfOrder('mbg', mbg, customer1, time) / probabilityAlive('mbg', mbg, customer1), 0.5, 1e-12);
  });
});

test('DERT is that of the help of BTYD', () => {
  near(discountedOrders(papers, customer1, 0.0027), 6.4837736, 1e-7);
  const help = { r: 0.5629966, alpha: 12.559037, s: 0.4081095, beta: 10.5148048 };
  near(discountedOrders(help, { x: 7, tx: 35, T: 77.86 }, 0.0027), 1.8641833, 1e-7);
});

test('expected spend of the first ten customers is that of Hardie’s note 025', () => {
  const { x, meanSpend } = cdnowStatistics(readCdnowSample());
  const parameters = { p: 6.25, q: 3.74, v: 15.44 };
  const spend = x.slice(0, 10).map((count, i) => expectedSpend(parameters, { x: count, meanSpend: meanSpend[i]! }));
  [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17].forEach((printed, i) =>
    near(spend[i]!, printed, 3e-3),
  );
});

test.each<[BetaGeometricModel, typeof bg]>([
  ['bg', bg],
  ['mbg', mbg],
])('E[X(t)] of %s near t = 0 is the rate of somebody who is there', (model, parameters) => {
  const there = model === 'bg' ? 1 : parameters.b / (parameters.a + parameters.b);
  near(expectedOrders(model, parameters, newCustomer, 1e-9), (there * 1e-9 * parameters.r) / parameters.alpha, 1e-6);
});
