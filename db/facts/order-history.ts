import { max, type SQL, sql } from 'drizzle-orm';
import type { OrderHistory } from '../../domain/segments/value.ts';
import { millis } from '../millis.ts';
import { orders, runs, stores } from '../schema/index.ts';

/** As PostgreSQL writes it: the instant in milliseconds. */
type HistoryJson = Omit<OrderHistory, 'lastAt'> & { readonly lastAt: number | null };

/**
 * What the customer of the run ordered; totals in another currency than the store's are left out of the sum. Part of a
 * query of runs and their stores.
 */
export const ordersOfRun = (): SQL<OrderHistory> =>
  sql`(
    select json_build_object('count', count(*)::int,
      'total', coalesce(sum(${orders.total}) filter (where ${orders.currency} = ${stores.currency}), 0)::float8,
      'lastAt', ${millis(max(orders.placedAt))})
    from ${orders} where ${orders.customerId} = ${runs.customerId} and ${orders.state} <> 'cancelled')`.mapWith(
    historyRead,
  );

const historyRead = ({ lastAt, ...history }: HistoryJson): OrderHistory => ({
  ...history,
  ...(lastAt !== null && { lastAt }),
});
