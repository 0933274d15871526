import { historyOf } from '../../../activities/scoring/orders/history.ts';
import { purchaseDays } from '../../../activities/scoring/orders/purchase-days.ts';
import type { HistoryColumns, SpendingColumns } from '../../../activities/scoring/statistics.ts';
import { dateOf, dayOfOption, type LogOptions, minorUnits, readOrderLog } from '../orders/read-order-log.ts';
import { numberIn, readTable } from '../read-table.ts';

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
 * repeat purchases; a `weight` says how many customers a line stands for.
 *
 * @throws ScoreFileError
 */
export const readStatistics = async (path: string, { spend }: { readonly spend: boolean }): Promise<Statistics> => {
  const wanted = ['x', ...(spend ? ['zbar'] : ['t_x', 'T'])];
  const [x, tx, T, meanSpend, weight] = [[], [], [], [], []] as [number[], number[], number[], number[], number[]];
  for await (const row of readTable(
    path,
    wanted.map((name) => [name]),
  )) {
    x.push(numberIn(row, 'x'));
    tx.push(spend ? 0 : numberIn(row, 't_x'));
    T.push(spend ? 0 : numberIn(row, 'T'));
    meanSpend.push(spend ? numberIn(row, 'zbar') : 0);
    weight.push(row.cells['weight'] === undefined ? 1 : numberIn(row, 'weight'));
  }
  return { columns: { x, tx, T, meanSpend, weight }, customers: weight.reduce((sum, many) => sum + many, 0) };
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
