import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { historyOf } from '../../../activities/scoring/orders/history.ts';
import type { OrderLine } from '../../../activities/scoring/orders/order-line.ts';
import { purchaseDays } from '../../../activities/scoring/orders/purchase-days.ts';

const here = (name: string): URL => new URL(name, import.meta.url);

export const readCsv = (name: string): readonly Readonly<Record<string, string>>[] => {
  const bytes = readFileSync(here(name));
  return parse<Record<string, string>>(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
};

export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** The whole CDNOW cohort (NOTICE.md), in cents. */
export const readCdnow = (): readonly OrderLine[] =>
  readCsv('cdnow/master.csv.gz').map((row) => ({
    customer: row['customer_id']!,
    day: dayOf(row['date']!),
    amount: Math.round(Number(row['dollars']) * 100),
    currency: 'USD',
  }));

/** The tenth part of it that the papers fit, in the papers' order of customers. */
export const readCdnowSample = (): readonly OrderLine[] => {
  const ids = readFileSync(here('cdnow/sample-ids.txt'), 'utf8').trim().split(/\s+/u);
  const places = new Map(ids.map((id, index) => [id, index]));
  return readCdnow()
    .filter(({ customer }) => places.has(customer))
    .toSorted((one, other) => places.get(one.customer)! - places.get(other.customer)!);
};

/** The end of the papers' calibration period. */
export const calibrationEnd = dayOf('1997-09-30');

/** Statistics of customers at the end of the calibration period, as columns; amounts in dollars. */
export const cdnowStatistics = (lines: readonly OrderLine[]) => {
  const { customers } = purchaseDays(lines, { until: calibrationEnd, currency: 'USD' });
  const rows = Array.from(customers.values(), (days) => historyOf(days, calibrationEnd));
  return {
    x: rows.map(({ x }) => x),
    tx: rows.map(({ tx }) => tx),
    T: rows.map(({ T }) => T),
    meanSpend: rows.map(({ meanSpend }) => meanSpend / 100),
  };
};
