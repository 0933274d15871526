import { and, eq, ne, sql } from 'drizzle-orm';
import type { OrderHistory } from '../../domain/segments/value.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { orders, runs, stores } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

const historyQuery = built((db) =>
  db
    .select({
      count: sql<number>`count(*)::int`,
      total: sql<number>`coalesce(sum(${orders.total}) filter (where ${orders.currency} = ${stores.currency}), 0)::float8`,
      lastAt: sql<Date | null>`max(${orders.placedAt})`.mapWith(orders.placedAt),
    })
    .from(orders)
    .innerJoin(runs, eq(runs.customerId, orders.customerId))
    .innerJoin(stores, eq(stores.id, runs.storeId))
    .where(and(eq(runs.id, given('run')), ne(orders.state, 'cancelled'))),
);

/** What the customer of the run ordered; totals in another currency than the store's are left out of the sum. */
export const readOrderHistory = async (db: Queries, { run }: FactsRequest): Promise<OrderHistory> => {
  const [row] = await historyQuery(db, { run });
  const { count, total, lastAt } = row!;
  return { count, total, ...(lastAt && { lastAt: lastAt.getTime() }) };
};
