import { asc, inArray } from 'drizzle-orm';
import { historyOf } from '../../../activities/scoring/orders/history.ts';
import type { OrderLine } from '../../../activities/scoring/orders/order-line.ts';
import { purchaseDays as daysOfLog } from '../../../activities/scoring/orders/purchase-days.ts';
import { noGaps, withGap } from '../../../activities/scoring/replenishment/gap.ts';
import type { Database } from '../../../db/client.ts';
import { orders, orderStatistics, productPurchaseDays, purchaseDays } from '../../../db/schema/index.ts';
import { civilTime, dayMillis } from '../../../domain/civil/day.ts';
import type { CustomerId } from '../../../domain/ids.ts';

/** The statistics of customers as anybody may read them: what is kept, and what a recount of all orders comes to. */
export interface Statistics {
  readonly days: readonly (readonly [day: number, orders: number, amount: number])[];
  readonly products: readonly (readonly [product: string, day: number, units: number])[];
  readonly x: number;
  readonly tx: number;
  /** Since the first purchase, in days, at the end of 2027. */
  readonly T: number;
  readonly meanSpend: number;
  readonly orders: number;
  readonly otherOrders: number;
  readonly gapLogSum: number;
  readonly gapLogSquares: number;
}

const until = Date.UTC(2027, 11, 31) / dayMillis;

/** Counts every order again, by the models' own rules for an order log. */
export const recount = async (
  db: Database,
  customers: readonly CustomerId[],
  { zone, currency }: { readonly zone: string; readonly currency: string },
): Promise<ReadonlyMap<CustomerId, Statistics>> => {
  const rows = await db
    .select()
    .from(orders)
    .where(inArray(orders.customerId, [...customers]));
  const standing = rows.filter(({ state }) => state !== 'cancelled' && state !== 'returned');
  const dayOf = (at: Date): number => civilTime(+at, zone).day / dayMillis;
  const log = standing.flatMap((row): OrderLine[] => {
    const line = { customer: row.customerId, order: row.id, day: dayOf(row.placedAt), currency: row.currency };
    const paid = { ...line, amount: row.total };
    return row.refunded > 0 ? [paid, { ...line, amount: -row.refunded }] : [paid];
  });
  const counted = daysOfLog(log, { until, currency }).customers;
  return new Map(
    customers.map((customer) => {
      const own = counted.get(customer) ?? [];
      const history = own.length > 0 ? historyOf(own, until) : { x: 0, tx: 0, T: 0, meanSpend: 0 };
      const gaps = own.slice(1).map(({ day }, i) => ({ days: day - own[i]!.day, units: 1 }));
      const { sum, sumOfSquares } = gaps.reduce(withGap, noGaps);
      const its = standing.filter(
        (row) => row.customerId === customer && !(row.refunded > 0 && row.refunded >= row.total),
      );
      const inOwn = its.filter((row) => row.currency === currency);
      const units = new Map<string, number>();
      for (const { placedAt, lines } of its)
        for (const { productId, quantity } of lines) {
          const key = `${productId} ${dayOf(placedAt)}`;
          units.set(key, (units.get(key) ?? 0) + quantity);
        }
      return [
        customer,
        {
          days: own.map(({ day, amount }) => [
            day,
            inOwn.filter(({ placedAt }) => dayOf(placedAt) === day).length,
            amount,
          ]),
          products: [...units]
            .map(([key, count]) => [key.split(' ')[0]!, Number(key.split(' ')[1]), count] as const)
            .toSorted(byProduct),
          x: history.x,
          tx: Math.round(history.tx * 7),
          T: Math.round(history.T * 7),
          meanSpend: history.meanSpend,
          orders: inOwn.length,
          otherOrders: its.length - inOwn.length,
          gapLogSum: round(sum),
          gapLogSquares: round(sumOfSquares),
        },
      ];
    }),
  );
};

/** What the database keeps of the same customers. */
export const kept = async (
  db: Database,
  customers: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, Statistics>> => {
  const statistics = await db
    .select()
    .from(orderStatistics)
    .where(inArray(orderStatistics.customerId, [...customers]));
  const days = await db
    .select()
    .from(purchaseDays)
    .where(inArray(purchaseDays.customerId, [...customers]))
    .orderBy(asc(purchaseDays.day));
  const products = await db
    .select()
    .from(productPurchaseDays)
    .where(inArray(productPurchaseDays.customerId, [...customers]));
  return new Map(
    customers.map((customer) => {
      const row = statistics.find(({ customerId }) => customerId === customer);
      const first = row?.firstDay ? numberOf(row.firstDay) : undefined;
      const x = Math.max(0, (row?.days ?? 0) - 1);
      return [
        customer,
        {
          days: days
            .filter((one) => one.customerId === customer && one.orders > 0)
            .map(({ day, orders, amount }) => [numberOf(day), orders, amount]),
          products: products
            .filter((one) => one.customerId === customer)
            .map(({ productId, day, units }) => [productId as string, numberOf(day), units] as const)
            .toSorted(byProduct),
          x,
          tx: first === undefined ? 0 : numberOf(row!.lastDay!) - first,
          T: first === undefined ? 0 : until - first,
          meanSpend: x === 0 ? 0 : (row!.amount - row!.firstAmount) / x,
          orders: row?.orders ?? 0,
          otherOrders: row?.otherOrders ?? 0,
          gapLogSum: round(row?.gapLogSum ?? 0),
          gapLogSquares: round(row?.gapLogSquares ?? 0),
        },
      ];
    }),
  );
};

const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMillis;

/** PostgreSQL's logarithm and JavaScript's may differ in the last digit. */
const round = (value: number): number => Math.round(value * 1e10) / 1e10;

const byProduct = (
  [one, day]: readonly [string, number, number],
  [other, later]: readonly [string, number, number],
): number => (one === other ? day - later : one < other ? -1 : 1);
