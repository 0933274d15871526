import { type HistoryColumns, historyFlaw } from '../statistics.ts';
import { UnfittableError } from './errors.ts';
import { groupRows } from './group-rows.ts';

/** Different histories, ready to be summed over again and again: in the order of their numbers of repeat purchases. */
export interface Histories {
  readonly size: number;
  /** The different numbers of repeat purchases, rising. */
  readonly counts: Float64Array;
  /** Customers with each of them. */
  readonly countWeights: Float64Array;
  /** The histories of the n-th of `counts` are those from `starts[n]` to before `starts[n + 1]`. */
  readonly starts: Int32Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly weight: Float64Array;
  readonly customers: number;
  readonly repeatPurchases: number;
  /** Sum of T over customers. */
  readonly time: number;
}

/**
 * Checks and groups the customers that a model is fitted to.
 *
 * @throws UnfittableError HISTORY_INVALID, NO_CUSTOMERS, NO_REPEAT_PURCHASES, NO_TIME_OBSERVED
 */
export const readHistories = (columns: HistoryColumns): Histories => {
  check(columns);
  const { x, tx, T, weight } = columns;
  const histories = toHistories(groupRows([x, tx, T], weight));
  if (histories.customers === 0)
    throw new UnfittableError('NO_CUSTOMERS', 'There is no customer to fit a model to. Give some.');
  if (histories.time === 0)
    throw new UnfittableError(
      'NO_TIME_OBSERVED',
      'Every customer bought for the first time on the last day observed. Fit again when some time has passed.',
    );
  if (histories.repeatPurchases === 0)
    throw new UnfittableError(
      'NO_REPEAT_PURCHASES',
      'No customer bought on a second day: how often they come back cannot be told. Fit again when some have.',
    );
  return histories;
};

/** Every `step`-th of the histories, for a first look. */
export const thinnedHistories = ({ counts, starts, tx, T, weight, size }: Histories, step: number): Histories => {
  const kept = Math.ceil(size / step);
  const columns = [new Float64Array(kept), new Float64Array(kept), new Float64Array(kept)] as const;
  const weights = new Float64Array(kept);
  let count = 0;
  for (let i = 0, to = 0; i < size; i += step, to += 1) {
    while (starts[count + 1]! <= i) count += 1;
    columns[0][to] = counts[count]!;
    columns[1][to] = tx[i]!;
    columns[2][to] = T[i]!;
    weights[to] = weight[i]!;
  }
  return toHistories({ size: kept, columns, weight: weights });
};

const toHistories = ({ size, columns, weight }: ReturnType<typeof groupRows>): Histories => {
  const [x, tx, T] = columns as [Float64Array, Float64Array, Float64Array];
  const seen = new Map<number, number>();
  for (let i = 0; i < size; i += 1) seen.set(x[i]!, (seen.get(x[i]!) ?? 0) + 1);
  const counts = Float64Array.from(seen.keys()).toSorted();
  const starts = new Int32Array(counts.length + 1);
  for (let n = 0; n < counts.length; n += 1) starts[n + 1] = starts[n]! + seen.get(counts[n]!)!;
  const places = new Map(Array.from(counts, (count, n) => [count, n]));
  const free = starts.slice();
  const countWeights = new Float64Array(counts.length);
  const sorted = { tx: new Float64Array(size), T: new Float64Array(size), weight: new Float64Array(size) };
  let customers = 0;
  let repeatPurchases = 0;
  let time = 0;
  for (let i = 0; i < size; i += 1) {
    const here = weight[i]!;
    const n = places.get(x[i]!)!;
    const to = free[n]!;
    free[n] = to + 1;
    sorted.tx[to] = tx[i]!;
    sorted.T[to] = T[i]!;
    sorted.weight[to] = here;
    countWeights[n]! += here;
    customers += here;
    repeatPurchases += here * x[i]!;
    time += here * T[i]!;
  }
  return { size, counts, countWeights, starts, ...sorted, customers, repeatPurchases, time };
};

const check = ({ x, tx, T, weight }: HistoryColumns): void => {
  for (let i = 0; i < x.length; i += 1) {
    const many = weight ? weight[i]! : 1;
    const flaw =
      historyFlaw(x[i]!, tx[i]!, T[i]!) ?? (many >= 0 && Number.isFinite(many) ? undefined : `its weight is ${many}`);
    if (flaw !== undefined) throw invalid(i, flaw);
  }
};

const invalid = (row: number, fact: string): UnfittableError =>
  new UnfittableError(
    'HISTORY_INVALID',
    `Customer ${row + 1} has no possible history: ${fact}. Correct or leave it out.`,
  );
