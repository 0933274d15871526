import type { HistoryColumns } from '../statistics.ts';
import { UnfittableError } from './errors.ts';
import { groupRows, thinned } from './group-rows.ts';

/** Different histories, ready to be summed over again and again. */
export interface Histories {
  readonly size: number;
  /** The different numbers of repeat purchases, rising. */
  readonly counts: Float64Array;
  /** Customers with each of them. */
  readonly countWeights: Float64Array;
  /** Of each history, where its number of purchases stands in `counts`. */
  readonly countOf: Int32Array;
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

/** A share of the histories, for a first look. */
export const thinnedHistories = ({ counts, countOf, tx, T, weight, size }: Histories, step: number): Histories => {
  const x = Float64Array.from(countOf, (index) => counts[index]!);
  return toHistories(thinned({ size, columns: [x, tx, T], weight }, step));
};

const toHistories = ({ size, columns, weight }: ReturnType<typeof groupRows>): Histories => {
  const [x, tx, T] = columns as [Float64Array, Float64Array, Float64Array];
  const counts = Float64Array.from(new Set(x)).toSorted();
  const places = new Map(Array.from(counts, (count, index) => [count, index]));
  const countOf = Int32Array.from(x, (count) => places.get(count)!);
  const countWeights = new Float64Array(counts.length);
  let customers = 0;
  let repeatPurchases = 0;
  let time = 0;
  for (let i = 0; i < size; i += 1) {
    const here = weight[i]!;
    countWeights[countOf[i]!]! += here;
    customers += here;
    repeatPurchases += here * x[i]!;
    time += here * T[i]!;
  }
  return { size, counts, countWeights, countOf, tx, T, weight, customers, repeatPurchases, time };
};

const check = ({ x, tx, T, weight }: HistoryColumns): void => {
  for (let i = 0; i < x.length; i += 1) {
    const count = x[i]!;
    const last = tx[i]!;
    const end = T[i]!;
    const many = weight ? weight[i]! : 1;
    if (!(Number.isSafeInteger(count) && count >= 0)) throw invalid(i, `x is ${count}, not a number of purchases`);
    if (!(last >= 0 && Number.isFinite(end))) throw invalid(i, `t_x is ${last} and T is ${end}: no times since then`);
    if (!(last <= end)) throw invalid(i, `the last purchase (${last}) is later than the end (${end})`);
    if (count === 0 && last !== 0) throw invalid(i, `x is 0 and t_x is ${last}: without a repeat purchase it is 0`);
    if (!(many >= 0 && Number.isFinite(many))) throw invalid(i, `its weight is ${many}`);
  }
};

const invalid = (row: number, fact: string): UnfittableError =>
  new UnfittableError(
    'HISTORY_INVALID',
    `Customer ${row + 1} has no possible history: ${fact}. Correct or leave it out.`,
  );
