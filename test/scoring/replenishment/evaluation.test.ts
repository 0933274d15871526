import { describe, expect, test } from 'vitest';
import { evaluateGaps } from '../../../cli/scoring/gaps/evaluate-gaps.ts';
import { sequencesOf } from '../../../cli/scoring/gaps/sequences.ts';
import { summarise } from '../../../cli/scoring/gaps/summarise.ts';
import { syntheticShop } from '../../../cli/scoring/gaps/synthetic-shop.ts';
import { dayOf, readCdnow } from '../data/read-rows.ts';

describe('on the visits of the CDNOW cohort, even customers teaching and odd ones judged', () => {
  const lines = readCdnow().map((line) => ({ ...line, quantity: 1 }));
  const evaluation = evaluateGaps(sequencesOf(lines, dayOf('1998-06-30')));
  const summary = summarise(evaluation);

  test('the model and the rules of thumb err by as many days as an independent program found', () => {
    expect(summary.predictions).toBe(16_632);
    const errors = Object.fromEntries(summary.methods.map(({ method, meanError }) => [method, meanError]));
    const right = {
      'global median': 46.048,
      'last gap': 58.167,
      'customer mean': 53.693,
      'customer median': 52.539,
      'EB log-normal': 42.906,
      'EB log-median': 43.096,
    };
    for (const [method, days] of Object.entries(right)) expect(Math.abs(errors[method]! - days)).toBeLessThan(0.01);
  });

  test('mu, sigma, tau and the log-likelihood are the optimum', () => {
    const { mu, sigma, tau, logLikelihood } = evaluation.model;
    expect(mu).toBeCloseTo(3.808498, 5);
    expect(sigma).toBeCloseTo(1.220266, 5);
    expect(tau).toBeCloseTo(0.648044, 5);
    expect(Math.abs(logLikelihood + 111_689.7889)).toBeLessThan(1e-3);
  });

  test('the model beats the best rule of thumb by 5 %, and its intervals hold what they promise', () => {
    expect(summary.bestBaseline).toBe('global median');
    expect(summary.gain).toBeGreaterThan(0.05);
    expect(summary.coverage80).toBeGreaterThan(0.78);
    expect(summary.coverage80).toBeLessThan(0.86);
    expect(summary.coverage50).toBeCloseTo(0.52, 2);
    expect(summary.kolmogorov).toBeCloseTo(0.035, 3);
  });

  test('waits that are not over are likelier by the model than by one curve for all', () => {
    expect(evaluation.open.count).toBeGreaterThan(5000);
    expect(evaluation.open.model).toBeGreaterThan(evaluation.open.global);
  });
});

const all = (known: number): boolean => known > 0;
const first = (known: number): boolean => known === 0;

describe.each([1, 2, 3])('on 200 products of a made-up shop whose truth is known (seed %i)', (seed) => {
  const shop = syntheticShop(seed);
  const { predictions, model } = evaluateGaps(sequencesOf(shop.lines, shop.until));
  const errorOf = (method: string, fits: (known: number) => boolean): number => {
    const some = predictions.filter(({ known }) => fits(known));
    return some.reduce((sum, { said, actual }) => sum + Math.abs(said[method]! - actual), 0) / some.length;
  };

  test('the model errs at most 1.2 times as much as who knows each customer’s true gap', () => {
    const known = sequencesOf(shop.lines, shop.until)
      .filter(({ customer }) => Number(customer) % 2 === 1)
      .flatMap(({ customer, product, gaps }) =>
        gaps.slice(1).map(({ days, units }) => Math.abs(days - units * shop.trueDays(customer, product))),
      );
    const oracle = known.reduce((sum, error) => sum + error, 0) / known.length;
    expect(errorOf('EB log-normal', all) / oracle).toBeLessThanOrEqual(1.2);
    expect(errorOf('EB log-normal', all) / oracle).toBeGreaterThan(1);
    // And far less than what does not know the catalogue, the quantity or the other customers.
    expect(errorOf('EB log-normal', all)).toBeLessThan(0.92 * errorOf('nominal days', all));
    expect(errorOf('EB log-normal', all)).toBeLessThan(0.95 * errorOf('customer mean per unit', all));
    expect(errorOf('EB log-normal', all)).toBeLessThan(0.8 * errorOf('customer mean', all));
  });

  test('before the first own gap it is no worse than the catalogue’s days × quantity', () => {
    expect(errorOf('EB log-normal', first)).toBeLessThanOrEqual(errorOf('nominal days', first));
  });

  test('it finds how much chance, customers and products differ', () => {
    expect(model.sigma).toBeCloseTo(0.45, 1);
    expect(model.tau).toBeCloseTo(0.35, 1);
    expect(model.omega).toBeCloseTo(0.25, 1);
  });
});
