import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import { readScoresPage, type ScoredCustomer } from '../../../db/scoring/read-scores.ts';
import { hoursOfBin } from '../../../domain/scores/signals/reading.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { findStore } from '../../command/find-store.ts';
import { withDatabase } from '../../command/with-database.ts';

export interface ExportOptions {
  readonly store: string;
  readonly format: 'csv' | 'jsonl';
}

const page = 5_000;

/**
 * `npm run score -- export`: everybody of a store of whom anything is said, on standard output, by the
 * store's own customer ids; no name, no address. Visitors who never bought have signals and no score.
 */
export const exportScores = async ({ store: asked, format }: ExportOptions): Promise<void> =>
  withDatabase(async ({ db }) => {
    const store = await findStore(db, asked);
    let after: CustomerId | null = null;
    let rows: readonly ScoredCustomer[];
    if (format === 'csv') await write(stringify([columns.map(([name]) => name)]));
    do {
      rows = await readScoresPage(db, store.id, after, page);
      const lines = rows.map((row) => columns.map(([name, of]) => [name, of(row)] as const));
      await write(
        format === 'csv'
          ? stringify(lines.map((line) => line.map(([, value]) => value)))
          : lines.map((line) => `${JSON.stringify(Object.fromEntries(line))}\n`).join(''),
      );
      after = rows.at(-1)?.customer ?? after;
    } while (rows.length === page);
  });

const columns: readonly (readonly [string, (row: ScoredCustomer) => string | number | null])[] = [
  ['customer', ({ external }) => external],
  ['relance_id', ({ customer }) => customer],
  ['as_of', ({ score, signals }) => (score ?? signals)?.asOf ?? null],
  ['alive', ({ score }) => score?.alive ?? null],
  ['churn', ({ score }) => score?.churn ?? null],
  ['expected_orders', ({ score }) => score?.expectedOrders ?? null],
  ['expected_spend', ({ score }) => score?.expectedSpend ?? null],
  ['lifetime_value', ({ score }) => score?.lifetimeValue ?? null],
  ['next_order', ({ score }) => score?.nextOrder ?? null],
  ['next_order_from', ({ score }) => score?.nextOrderFrom ?? null],
  ['next_order_to', ({ score }) => score?.nextOrderTo ?? null],
  ['purchase_days', ({ score }) => score?.days ?? null],
  ['first_day', ({ score }) => score?.firstDay ?? null],
  ['last_day', ({ score }) => score?.lastDay ?? null],
  ['recency', ({ signals }) => signals?.recency ?? null],
  ['frequency', ({ signals }) => signals?.frequency ?? null],
  ['monetary', ({ signals }) => signals?.monetary ?? null],
  ['rfm_group', ({ signals }) => signals?.rfmGroup ?? null],
  ['tier', ({ signals }) => signals?.tier ?? null],
  ['price_index', ({ signals }) => signals?.priceIndex ?? null],
  ['first_category', ({ signals }) => signals?.details.affinity?.categories[0]?.category ?? null],
  ['next_category', ({ signals }) => signals?.details.next?.categories[0]?.category ?? null],
  ['best_hour', ({ signals }) => hourOf(signals?.bestHour ?? null)],
  ['model_version', ({ version }) => version],
  ['scored_at', ({ score, signals }) => (score ?? signals)?.scoredAt.toISOString() ?? null],
];

const hourOf = (bin: number | null): string | null => (bin === null ? null : hoursOfBin(bin).from);

const write = async (text: string): Promise<void> => {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
};
