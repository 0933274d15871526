import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { outbox } from '../schema/road.ts';

/** Whether more rows of the store wait for Temporal than `limit`; no more than these are looked at. */
export const isQueueLong = async (queries: Queries, store: StoreId, limit: number): Promise<boolean> => {
  const [row] = await queries.execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from (
      select 1 from ${outbox}
      where ${outbox.storeId} = ${store} and ${outbox.dispatchedAt} is null and ${outbox.deadAt} is null
      limit ${limit + 1}) looked`);
  return row!.waiting > limit;
};
