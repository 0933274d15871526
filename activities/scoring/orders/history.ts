import type { PurchaseHistory, SpendingHistory } from '../statistics.ts';
import type { PurchaseDay } from './order-line.ts';

/** Days in the models' unit of time. */
export const daysPerWeek = 7;

/**
 * The statistics of a customer at the end of the day `until`, in weeks; the mean amount in minor units. `days` are the
 * purchase days up to then, in order, at least one.
 */
export const historyOf = (days: readonly PurchaseDay[], until: number): PurchaseHistory & SpendingHistory => {
  const first = days[0]!.day;
  const x = days.length - 1;
  const spent = days.slice(1).reduce((sum, { amount }) => sum + amount, 0);
  return {
    x,
    tx: (days[x]!.day - first) / daysPerWeek,
    T: (until - first) / daysPerWeek,
    meanSpend: x === 0 ? 0 : spent / x,
  };
};
