import { historyOf } from '../../../activities/scoring/orders/history.ts';
import { purchaseDays, type PurchaseLog } from '../../../activities/scoring/orders/purchase-days.ts';
import { historyFlaw, type HistoryColumns, type SpendingColumns } from '../../../activities/scoring/statistics.ts';
import { dateOf, dayOfOption, type LogOptions, minorUnits, readOrderLog } from '../orders/read-order-log.ts';
import { ScoreFileError } from '../file-error.ts';
import { numberIn, readTable, type TableRow } from '../read-table.ts';

/** What a model is fitted to, and how it came out of a file. */
export interface Statistics {
  readonly columns: HistoryColumns & SpendingColumns;
  readonly customers: number;
  /** Of an order log: the last day that counts. */
  readonly until?: string;
  /** Lines of an order log that do not count, and why. */
  readonly leftOut?: Readonly<Record<string, number>>;
}

/**
 * Reads a table of statistics: `x`, `t_x` and `T` (any unit of time), for models of spend `zbar`, the mean amount of the
 * repeat purchases; a `weight` says how many customers a line stands for. Rows come in one order, whatever the file's:
 * sums round the same.
 *
 * @throws ScoreFileError
 */
export const readStatistics = async (path: string, { spend }: { readonly spend: boolean }): Promise<Statistics> => {
  const wanted = ['x', ...(spend ? ['zbar'] : ['t_x', 'T'])];
  const rows: Row[] = [];
  for await (const row of readTable(
    path,
    wanted.map((name) => [name]),
    'An order log is read with --orders.',
  ))
    rows.push(readRow(row, spend));
  rows.sort((a, b) => a.x - b.x || a.tx - b.tx || a.T - b.T || a.meanSpend - b.meanSpend || a.weight - b.weight);
  const column = (name: keyof Row): readonly number[] => rows.map((row) => row[name]);
  return {
    columns: {
      x: column('x'),
      tx: column('tx'),
      T: column('T'),
      meanSpend: column('meanSpend'),
      weight: column('weight'),
    },
    customers: rows.reduce((sum, { weight }) => sum + weight, 0),
  };
};

type Row = Readonly<Record<'x' | 'tx' | 'T' | 'meanSpend' | 'weight', number>>;

const readRow = (row: TableRow, spend: boolean): Row => {
  const x = numberIn(row, 'x');
  const [tx, T] = spend ? [0, 0] : [numberIn(row, 't_x'), numberIn(row, 'T')];
  const weight = row.cells['weight'] === undefined ? 1 : numberIn(row, 'weight');
  const flaw =
    (spend ? historyFlaw(x, 0, 0) : historyFlaw(x, tx, T)) ?? (weight < 0 ? `its weight is ${weight}` : undefined);
  if (flaw !== undefined) throw new ScoreFileError(`Line ${row.line}: ${flaw}.`);
  return { x, tx, T, meanSpend: spend ? numberIn(row, 'zbar') : 0, weight };
};

/**
 * Makes statistics of an order log, in weeks and in the currency; `until` is the last day that counts, by default the
 * log's last.
 *
 * @throws ScoreFileError
 */
export const statisticsOfLog = async (
  path: string,
  options: LogOptions & { readonly until?: string | undefined },
): Promise<Statistics> => {
  const lines = await readOrderLog(path, options);
  const until =
    options.until === undefined
      ? lines.reduce((last, { day }) => Math.max(last, day), -Infinity)
      : dayOfOption(options.until);
  const { customers, leftOut } = purchaseDays(lines, { until, currency: options.currency });
  if (customers.size === 0 && lines.length > 0) throw new ScoreFileError(nobody(lines.length, leftOut, options, until));
  const rows = Array.from(customers.values(), (days) => historyOf(days, until));
  const minor = minorUnits(options.currency);
  return {
    columns: {
      x: rows.map(({ x }) => x),
      tx: rows.map(({ tx }) => tx),
      T: rows.map(({ T }) => T),
      meanSpend: rows.map(({ meanSpend }) => meanSpend / minor),
    },
    customers: rows.length,
    until: dateOf(until),
    leftOut: { ...leftOut },
  };
};

/** Why a log with lines has no customer. */
const nobody = (
  lines: number,
  { later, otherCurrency }: PurchaseLog['leftOut'],
  { currency }: LogOptions,
  until: number,
): string => {
  if (otherCurrency > 0)
    return `${otherCurrency} of ${lines} lines are in another currency than ${currency}; name the store’s with --currency.`;
  return later > 0
    ? `No purchase counts: ${later} of ${lines} lines are after ${dateOf(until)}. Choose a later day with --until.`
    : `No purchase counts: of all ${lines} lines the money was given back.`;
};
