import { describe, expect, test } from 'vitest';
import { fitBetaGeometric } from '../../../activities/scoring/models/beta-geometric/fit.ts';
import { fitGammaGamma } from '../../../activities/scoring/models/gamma-gamma/fit.ts';
import { fitNbd } from '../../../activities/scoring/models/nbd/fit.ts';
import * as nbd from '../../../activities/scoring/models/nbd/nbd.ts';
import { fitPareto } from '../../../activities/scoring/models/pareto/fit.ts';
import { cdnowStatistics, readCdnowSample } from '../data/read-rows.ts';

/** The CDNOW sample with exact days, and as the papers' summary has it, rounded to two decimals. */
const exact = cdnowStatistics(readCdnowSample());
const round = (value: number): number => Math.round(value * 100) / 100;
const summary = {
  x: exact.x,
  tx: exact.tx.map(round),
  T: exact.T.map(round),
  // Half a cent counts as one: the sum is whole cents, its quotient must not fall short of the half by rounding.
  meanSpend: exact.meanSpend.map((value) => round(value + 1e-9)),
};

const fits = {
  bg: (columns: typeof summary) => fitBetaGeometric('bg', columns),
  mbg: (columns: typeof summary) => fitBetaGeometric('mbg', columns),
  pareto: fitPareto,
  nbd: fitNbd,
  gg: fitGammaGamma,
};

/**
 * The optimum of each likelihood, which is also what the papers and CLTVools, BTYD and lifetimes print with fewer
 * digits: Fader, Hardie, Lee 2005 (BG/NBD −9582.4, Pareto/NBD −9595.0), CLVTools (−9582.429, −9594.976, Gamma-Gamma
 * −4055.9177), BTYDplus (MBG/NBD), Hardie note 025 (Gamma-Gamma).
 */
const optima = [
  ['bg', exact, { r: 0.242595, alpha: 4.413602, a: 0.792922, b: 2.425906 }, -9582.42921],
  ['bg', summary, { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754 }, -9582.42556],
  ['mbg', exact, { r: 0.524843, alpha: 6.183086, a: 0.891359, b: 1.614002 }, -9582.13572],
  ['mbg', summary, { r: 0.524838, alpha: 6.182992, a: 0.891356, b: 1.613999 }, -9582.13268],
  ['pareto', exact, { r: 0.553277, alpha: 10.577683, s: 0.60624, beta: 11.668731 }, -9594.97618],
  ['pareto', summary, { r: 0.553276, alpha: 10.577612, s: 0.606214, beta: 11.667914 }, -9594.97393],
  ['nbd', exact, { r: 0.384766, alpha: 12.072023 }, -9763.65761],
  ['nbd', summary, { r: 0.384768, alpha: 12.072085 }, -9763.66022],
  ['gg', exact, { p: 6.249574, q: 3.744225, v: 15.443518 }, -4055.91769],
  ['gg', summary, { p: 6.248803, q: 3.744589, v: 15.447748 }, -4055.92324],
] as const;

test.each(optima)('%s finds the optimum on the CDNOW sample (%#)', (model, columns, parameters, logLikelihood) => {
  const found = fits[model](columns);
  expect(Math.abs(found.logLikelihood - logLikelihood)).toBeLessThan(1e-4);
  for (const [name, value] of Object.entries(parameters)) {
    const got = (found.parameters as Readonly<Record<string, number>>)[name]!;
    expect(Math.abs(got / value - 1), name).toBeLessThan(1e-5);
  }
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('the baseline of NBD adds up, and expects the purchases of somebody who never leaves', () => {
  const { parameters, logLikelihood } = fitNbd(exact);
  const histories = exact.x.map((x, i) => ({ x, T: exact.T[i]! }));
  expect(sum(histories.map((history) => nbd.logLikelihood(parameters, history)))).toBeCloseTo(logLikelihood, 6);
  const expected = sum(histories.map((history) => nbd.expectedOrders(parameters, history, 39)));
  expect(Math.abs(expected / 2929.8 - 1)).toBeLessThan(1e-4);
});

test('the papers’ sample has 2,357 customers, 946 of them repeat buyers with 2,457 repeat purchases', () => {
  expect(exact.x.length).toBe(2357);
  expect(exact.x.filter((x) => x > 0).length).toBe(946);
  expect(exact.x.reduce((sum, x) => sum + x, 0)).toBe(2457);
});

describe('standard errors', () => {
  // CLVTools publishes those of Pareto/NBD, with a tolerance of .001.
  test('of Pareto/NBD are those that CLVTools prints', () => {
    const { r, alpha, s, beta } = fitPareto(exact).standardErrors;
    for (const [got, printed] of [
      [r, 0.0476264],
      [alpha, 0.8427222],
      [s, 0.1872594],
      [beta, 6.2105448],
    ] as const)
      expect(Math.abs(got / printed - 1)).toBeLessThan(1e-3);
  });

  test.each([
    ['bg', { r: 0.0126, alpha: 0.3782, a: 0.1857, b: 0.7054 }],
    ['mbg', { r: 0.0833, alpha: 0.6956, a: 0.1548, b: 0.5375 }],
    ['gg', { p: 1.19, q: 0.29, v: 4.159 }],
  ] as const)('of %s come from the second derivatives', (model, printed) => {
    const got = fits[model](exact).standardErrors as Readonly<Record<string, number>>;
    for (const [name, value] of Object.entries(printed)) expect(Math.abs(got[name]! / value - 1)).toBeLessThan(5e-3);
  });
});
