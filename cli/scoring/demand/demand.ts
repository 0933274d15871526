import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import { demandLines, demandSegments } from '../../../api/scores/demand.ts';
import { type DemandLine, demandColumns, demandValues } from '../../../domain/demand/report.ts';
import { findStore } from '../../command/find-store.ts';
import { withDatabase } from '../../command/with-database.ts';

export interface DemandOptions {
  readonly store: string;
  readonly format: 'text' | 'csv' | 'jsonl';
}

/** Lines of the text: the rest is in the export. */
const mostShown = 30;

/** `npm run score -- demand`: what of each product will be asked for, by whom, against what there is of it. */
export const demand = async ({ store: asked, format }: DemandOptions): Promise<void> =>
  withDatabase(async ({ db }) => {
    const store = await findStore(db, asked);
    const lines = demandLines(db, store.id);
    if (format === 'text') return tell(lines);
    if (format === 'csv') await write(stringify([[...demandColumns(demandSegments)]]));
    for await (const line of lines)
      await write(
        format === 'csv'
          ? stringify([[...demandValues(line, demandSegments)]], { escape_formulas: true })
          : `${JSON.stringify(line)}\n`,
      );
  });

const cells = (of: readonly (string | number)[]): string =>
  of.map((one, i) => (i === 0 ? String(one).padEnd(24) : String(one).padStart(10))).join('');

/** The products that will be missing most, and what all of it comes to. */
const tell = async (lines: AsyncIterable<DemandLine>): Promise<void> => {
  const short: DemandLine[] = [];
  const segments = new Map<string, number>();
  let [products, expected, days] = [0, 0, 0];
  for await (const line of lines) {
    products += 1;
    expected += line.expected;
    days = line.days;
    for (const { segment, units } of line.segments) segments.set(segment, (segments.get(segment) ?? 0) + units);
    if (line.state === 'out' || line.state === 'short' || line.state === 'tight') short.push(line);
  }
  if (products === 0) return console.log('Nothing is forecast yet: npm run score');
  console.log(`${products} products, ${Math.round(expected)} units expected within ${days} days; by segment:`);
  for (const [segment, units] of [...segments].toSorted(([, one], [, other]) => other - one))
    console.log(`  ${segment.padEnd(20)}${String(Math.round(units)).padStart(8)}`);
  if (short.length === 0) return console.log('The stock of all of them lasts, as far as it is told.');
  console.log('\nwhat does not last, or may not:');
  console.log(cells(['product', 'stock', 'expected', 'at most', 'missing', 'lasts', 'state']));
  const worst = short.toSorted((one, other) => other.missingAtMost - one.missingAtMost).slice(0, mostShown);
  for (const { product, stock, expected: units, high, missing, lastsDays, state } of worst)
    console.log(cells([product.slice(0, 23), stock!, units, high, missing, `${lastsDays ?? '-'} d`, state]));
};

const write = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
};
