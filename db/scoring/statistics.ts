import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { orderStatistics } from '../schema/index.ts';

export type StatisticsRow = Pick<
  typeof orderStatistics.$inferSelect,
  'customerId' | 'storeId' | 'days' | 'firstDay' | 'lastDay' | 'amount' | 'firstAmount' | 'version'
>;

const columns = {
  customerId: orderStatistics.customerId,
  storeId: orderStatistics.storeId,
  days: orderStatistics.days,
  firstDay: orderStatistics.firstDay,
  lastDay: orderStatistics.lastDay,
  amount: orderStatistics.amount,
  firstAmount: orderStatistics.firstAmount,
  version: orderStatistics.version,
};

/** A page of a store's customers, in the order of their ids. */
export const readStatisticsPage = async (
  queries: Queries,
  store: StoreId,
  after: CustomerId | null,
  limit: number,
): Promise<readonly StatisticsRow[]> =>
  queries
    .select(columns)
    .from(orderStatistics)
    .where(and(eq(orderStatistics.storeId, store), after === null ? undefined : gt(orderStatistics.customerId, after)))
    .orderBy(asc(orderStatistics.customerId))
    .limit(limit);

/** Customers whose orders changed since they were scored, oldest first; locked, those that somebody else has left out. */
export const takeStale = async (queries: Queries, limit: number): Promise<readonly StatisticsRow[]> =>
  queries
    .select(columns)
    .from(orderStatistics)
    .where(eq(orderStatistics.stale, true))
    .orderBy(asc(orderStatistics.recordedAt))
    .limit(limit)
    .for('update', { skipLocked: true });

export const countStatistics = async (queries: Queries, store: StoreId): Promise<number> => {
  const [row] = await queries
    .select({ count: sql<number>`count(*)::int` })
    .from(orderStatistics)
    .where(eq(orderStatistics.storeId, store));
  return row!.count;
};
