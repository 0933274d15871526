import { eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { orderStatistics } from '../schema/index.ts';

/** What a customer is scored by; days count from 1970-01-01, and are null while no order counts. */
export interface StatisticsRow {
  readonly customerId: CustomerId;
  readonly storeId: StoreId;
  readonly days: number;
  readonly firstDay: number | null;
  readonly lastDay: number | null;
  readonly amount: number;
  readonly firstAmount: number;
  readonly version: number;
  readonly stale: boolean;
}

/** Numbers as the driver reads them fastest: a million rows are read at night. */
const columns = sql`customer_id as "customerId", store_id as "storeId", days, first_day - date '1970-01-01' as "firstDay",
  last_day - date '1970-01-01' as "lastDay", amount::float8, first_amount::float8 as "firstAmount", version, stale`;

/** A page of a store's customers, in the order of their ids. */
export const readStatisticsPage = async (
  queries: Queries,
  store: StoreId,
  after: CustomerId | null,
  limit: number,
): Promise<readonly StatisticsRow[]> =>
  queries.execute<StatisticsRow & Record<string, unknown>>(sql`
    select ${columns} from ${orderStatistics}
    where store_id = ${store} ${after === null ? sql`` : sql`and customer_id > ${after}::uuid`}
    order by customer_id limit ${limit}`);

/** Customers whose orders changed since they were scored, oldest first; locked, those that somebody else has left out. */
export const takeStale = async (queries: Queries, limit: number): Promise<readonly StatisticsRow[]> =>
  queries.execute<StatisticsRow & Record<string, unknown>>(sql`
    select ${columns} from ${orderStatistics} where stale order by recorded_at limit ${limit} for update skip locked`);

export const countStatistics = async (queries: Queries, store: StoreId): Promise<number> => {
  const [row] = await queries
    .select({ count: sql<number>`count(*)::int` })
    .from(orderStatistics)
    .where(eq(orderStatistics.storeId, store));
  return row!.count;
};
