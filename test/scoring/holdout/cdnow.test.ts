import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { errorsOf } from '../../../activities/scoring/holdout/errors.ts';
import { areaUnderCurve } from '../../../activities/scoring/holdout/ranking.ts';
import { fitBetaGeometric } from '../../../activities/scoring/models/beta-geometric/fit.ts';
import { expectedOrders } from '../../../activities/scoring/models/beta-geometric/expected-orders.ts';
import { probabilityOfOrder } from '../../../activities/scoring/models/beta-geometric/next-order.ts';
import { fitGammaGamma } from '../../../activities/scoring/models/gamma-gamma/fit.ts';
import { expectedSpend } from '../../../activities/scoring/models/gamma-gamma/gamma-gamma.ts';
import { fitNbd } from '../../../activities/scoring/models/nbd/fit.ts';
import { expectedOrders as expectedByNbd } from '../../../activities/scoring/models/nbd/nbd.ts';
import { expectedOrders as expectedByPareto } from '../../../activities/scoring/models/pareto/expected-orders.ts';
import { fitPareto } from '../../../activities/scoring/models/pareto/fit.ts';
import { historyOf } from '../../../activities/scoring/orders/history.ts';
import { purchaseDays } from '../../../activities/scoring/orders/purchase-days.ts';
import type { PurchaseHistory } from '../../../activities/scoring/statistics.ts';
import { calibrate } from '../../../cli/scoring/calibration/calibrate.ts';
import { calibrationEnd, readCdnowSample } from '../data/read-rows.ts';

// The numbers are those that an independent program (Python, scipy) computed from the same log.
const lines = readCdnowSample();
const weeks = 39;
const options = { until: calibrationEnd, weeks, currency: 'USD' };
const known = purchaseDays(lines, { until: calibrationEnd, currency: 'USD' }).customers;
const whole = purchaseDays(lines, { until: calibrationEnd + weeks * 7, currency: 'USD' }).customers;
const rows = Array.from(known, ([id, days]) => {
  const later = whole.get(id)!.slice(days.length);
  return {
    history: historyOf(days, calibrationEnd),
    orders: later.length,
    revenue: later.reduce((sum, { amount }) => sum + amount, 0) / 100,
    repeat: days.slice(1).reduce((sum, { amount }) => sum + amount, 0) / 100,
  };
});
const column = (name: 'x' | 'tx' | 'T' | 'meanSpend') => rows.map(({ history }) => history[name]);
const columns = { x: column('x'), tx: column('tx'), T: column('T') };
const weight = rows.map(() => 1);
const actual = rows.map(({ orders }) => orders);
const judge = (expected: (history: PurchaseHistory) => number) => {
  const said = rows.map(({ history }) => expected(history));
  return { ...errorsOf({ said, actual, weight }), auc: areaUnderCurve(said, actual, weight) };
};

describe('the 39 weeks that no model saw', () => {
  const fits = {
    bg: fitBetaGeometric('bg', columns).parameters,
    mbg: fitBetaGeometric('mbg', columns).parameters,
    pareto: fitPareto(columns).parameters,
    nbd: fitNbd(columns).parameters,
  };
  test.each<[string, (history: PurchaseHistory) => number, number, number, number, number]>([
    ['BG/NBD', (history) => expectedOrders('bg', fits.bg, history, weeks), 1653.4, 0.7855, 1.608, 0.7725],
    ['MBG/NBD', (history) => expectedOrders('mbg', fits.mbg, history, weeks), 1576.7, 0.7648, 1.6072, 0.7728],
    ['Pareto/NBD', (history) => expectedByPareto(fits.pareto, history, weeks), 1665.5, 0.7545, 1.6028, 0.7787],
    ['NBD', (history) => expectedByNbd(fits.nbd, history, weeks), 2929.8, 1.041, 1.8595, 0.7738],
    ['the rate so far', ({ x, T }) => (x / T) * weeks, 2930.1, 1.0237, 2.2119, 0.7598],
  ])('%s: total, mean error, root of the mean square, AUC', (_, expected, total, mae, rmse, auc) => {
    const found = judge(expected);
    expect(found.actual).toBe(1882);
    expect(Math.abs(found.said - total)).toBeLessThan(0.1);
    expect(found.mae).toBeCloseTo(mae, 4);
    expect(found.rmse).toBeCloseTo(rmse, 4);
    expect(found.auc).toBeCloseTo(auc, 4);
  });

  test('recency alone ranks nearly as well: the models earn their keep in counts and money', () => {
    expect(judge(({ tx, T }) => tx - T).auc).toBeCloseTo(0.7717, 3);
  });

  test.each<['bg' | 'mbg', number, number]>([
    ['bg', 0.16122, 0.1605],
    ['mbg', 0.16141, 0.1255],
  ])('who buys at all, by %s: Brier score, and one-time buyers', (model, brier, once) => {
    const found = calibrate(lines, { ...options, model });
    expect(found.buyers.actual).toBe(684);
    if (model === 'bg') expect(Math.round(found.buyers.foreseen)).toBe(617);
    expect(found.buyers.brier).toBeCloseTo(brier, 4);
    expect(found.buyers.baseRate).toBeCloseTo(0.20598, 5);
    const own = rows.filter(({ history }) => history.x === 0);
    expect(own.filter(({ orders }) => orders > 0).length / own.length).toBeCloseTo(0.137, 3);
    expect(onceBuyers(model)).toBeCloseTo(once, 4);
  });

  test('expected orders by past purchases are the published ones of BG/NBD, and what came', () => {
    const { byPurchases } = calibrate(lines, { ...options, model: 'bg' });
    expect(byPurchases.map(({ customers }) => customers)).toEqual([1411, 439, 214, 100, 62, 38, 29, 64]);
    const foreseen = [0.2250893, 0.5231364, 1.044126, 1.520256, 2.163824, 2.653789, 3.503957, 6.157036];
    const came = [0.2367116, 0.6970387, 1.392523, 1.56, 2.532258, 2.947368, 3.862069, 6.359375];
    for (const [i, bin] of byPurchases.entries()) {
      expect(bin.foreseen / foreseen[i]!).toBeCloseTo(1, 3);
      expect(bin.actual).toBeCloseTo(came[i]!, 5);
    }
  });

  test('probabilities are off by 5 % points on average; the worst are of heavy buyers who had gone silent', () => {
    const { byProbability, customers } = calibrate(lines, { ...options, model: 'mbg' });
    const off = byProbability.map((bin) => (bin.customers * Math.abs(bin.foreseen - bin.actual)) / customers);
    expect(sum(off)).toBeCloseTo(0.0503, 3);
    const worst = byProbability.toSorted(
      (a, b) => Math.abs(b.foreseen - b.actual) - Math.abs(a.foreseen - a.actual),
    )[0]!;
    expect(worst).toMatchObject({ name: '0–10 %', customers: 51 });
  });

  test('money: BG/NBD × Gamma-Gamma in total, and the tenth of the customers that it values most', () => {
    const spend = fitGammaGamma({
      x: column('x'),
      meanSpend: column('meanSpend').map((cents) => cents / 100),
    }).parameters;
    const value = rows.map(({ history }) => {
      const { x, meanSpend } = history;
      const each = expectedSpend(spend, meanSpend > 0 ? { x, meanSpend: meanSpend / 100 } : { x: 0, meanSpend: 0 });
      return expectedOrders('bg', fits.bg, history, weeks) * each;
    });
    const all = sum(rows.map(({ revenue }) => revenue));
    expect(all).toBeCloseTo(70_976.39, 2);
    expect(Math.abs(sum(value) - 59_932)).toBeLessThan(5);
    const topTenth = (by: readonly number[]) => {
      const best = rows.map((_, i) => i).toSorted((a, b) => by[b]! - by[a]!);
      return sum(best.slice(0, Math.floor(rows.length / 10)).map((i) => rows[i]!.revenue)) / all;
    };
    expect(topTenth(value)).toBeCloseTo(0.502, 2);
    expect(topTenth(rows.map(({ repeat }) => repeat))).toBeCloseTo(0.49, 2);
    expect(topTenth(rows.map(({ revenue }) => revenue))).toBeCloseTo(0.762, 2);
  });
});

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The mean probability that a one-time buyer buys again. */
const onceBuyers = (model: 'bg' | 'mbg'): number => {
  const { parameters } = fitBetaGeometric(model, columns);
  const own = rows.filter(({ history }) => history.x === 0);
  return sum(own.map(({ history }) => probabilityOfOrder(model, parameters, history, weeks))) / own.length;
};

const folder = mkdtempSync(join(tmpdir(), 'relance-calibration-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('R297 the calibration in docs, of who buys and so of who does not, is that of the command', () => {
  const repository = fileURLToPath(new URL('../../..', import.meta.url));
  const words = ['calibration', 'test/scoring/data/cdnow/master.csv.gz', '--until', '1997-09-30', '--currency', 'USD'];
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'cli/scoring/main.ts', ...words, '--svg', join(folder, 'calibration')],
    { cwd: repository, encoding: 'utf8' },
  );
  expect(status, stdout).toBe(0);
  for (const name of ['calibration-orders.svg', 'calibration-buyers.svg']) {
    const drawn = readFileSync(join(folder, name), 'utf8');
    expect(drawn).toBe(readFileSync(join(repository, 'docs/pictures', name), 'utf8'));
  }
});
