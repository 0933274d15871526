import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { BetaGeometricModel } from '../../../activities/scoring/models/beta-geometric/parameters.ts';
import { palette } from '../../backtest/report/colours.ts';
import { drawBars } from '../../backtest/report/draw.ts';
import { dateOf, dayOfOption, type LogOptions, readOrderLog } from '../orders/read-order-log.ts';
import { type Bin, type Calibration, calibrate } from './calibrate.ts';

export interface CalibrationOptions extends LogOptions {
  readonly until: string;
  readonly weeks: string;
  readonly model: BetaGeometricModel;
  readonly json?: true;
  /** Two pictures are written, whose names begin with it. */
  readonly svg?: string;
}

/** `npm run score -- calibration`: what a model foresees of the last weeks of an order log, beside what came. */
export const calibration = async (path: string, options: CalibrationOptions): Promise<void> => {
  const { until: given, weeks: length, model, json, svg, ...reading } = options;
  const lines = await readOrderLog(path, reading);
  const [until, weeks] = [dayOfOption(given), Number(length)];
  const found = calibrate(lines, { model, until, weeks, currency: reading.currency });
  if (svg !== undefined) {
    for (const [name, picture] of Object.entries(pictures(found))) writeFileSync(`${svg}-${name}.svg`, `${picture}\n`);
  }
  if (json) console.log(JSON.stringify({ model, until: dateOf(until), weeks, ...found }, null, 2));
  else tell(`${basename(path)}: ${model} knows it until ${dateOf(until)} and foresees ${weeks} weeks`, found);
};

const tell = (title: string, { customers, orders, buyers, byPurchases, byProbability }: Calibration): void => {
  console.log(title);
  console.log(
    `${customers} customers; orders ${orders.foreseen.toFixed(1)} foreseen, ${orders.actual} came; a customer errs by ${orders.mae.toFixed(4)} (mean), ${orders.rmse.toFixed(4)} (root of the mean square)`,
  );
  console.log(
    `buyers ${buyers.foreseen.toFixed(0)} foreseen, ${buyers.actual} came; AUC ${buyers.auc.toFixed(4)}, Brier ${buyers.brier.toFixed(5)} (one share for all: ${buyers.baseRate.toFixed(5)})`,
  );
  console.log('\norders a customer, by repeat purchases before');
  table(byPurchases);
  console.log('\nshare of customers who buy, by the probability that was foreseen');
  table(byProbability);
};

const table = (bins: readonly Bin[]): void => {
  console.log(`  ${''.padEnd(10)}${'customers'.padStart(10)}${'foreseen'.padStart(10)}${'came'.padStart(10)}`);
  for (const { name, customers, foreseen, actual } of bins) {
    if (customers === 0) continue;
    const cells = [String(customers), foreseen.toFixed(3), actual.toFixed(3)];
    console.log(`  ${name.padEnd(10)}${cells.map((cell) => cell.padStart(10)).join('')}`);
  }
};

const beside = (bins: readonly Bin[], factor: number, axes: readonly [string, string]): string => {
  const some = bins.filter(({ customers }) => customers > 0);
  const rounded = (value: number): number => Math.round(value * factor * 1000) / 1000;
  const bars = {
    places: some.map(({ name }) => name),
    series: [
      { name: 'foreseen', values: some.map(({ foreseen }) => rounded(foreseen)), colour: palette[0] },
      { name: 'came', values: some.map(({ actual }) => rounded(actual)), colour: palette[1] },
    ],
    legend: true,
    axes,
  };
  return drawBars(bars, 'wide');
};

/** Foreseen beside actual, as pictures. */
const pictures = ({ byPurchases, byProbability }: Calibration): Readonly<Record<string, string>> => {
  return {
    orders: beside(byPurchases, 1, ['repeat purchases before', 'orders a customer']),
    buyers: beside(byProbability, 100, ['foreseen probability', '% who buy']),
  };
};
