import { daysBetween } from '../time/days.ts';
import { median } from './median.ts';

/** Orders from which a customer's own gap counts: two gaps at least. */
const enoughOrders = 3;
/** How many times the usual gap is longer than usual. */
const factor = 1.5;
/** Never sooner, never later, in days. */
const bounds = { from: 35, to: 180 } as const;

/**
 * After how many days without an order a buyer has been away for longer than is usual: 1.5 times the median of their own
 * gaps, or of the shop's usual cycle while they have fewer than three orders; between 35 and 180 days (R57, R65).
 *
 * @param ordersAt instants of their orders, in milliseconds, in any order.
 * @param cycleDays the shop's usual time between two orders, in days.
 */
export const quietDays = (ordersAt: readonly number[], cycleDays: number): number => {
  const sorted = ordersAt.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((at, index) => daysBetween(sorted[index]!, at));
  const usual = sorted.length >= enoughOrders ? median(gaps)! : cycleDays;
  return Math.round(Math.min(bounds.to, Math.max(bounds.from, factor * usual)));
};
