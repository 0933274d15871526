import { and, asc, isNotNull, lte, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { segmentChanges, segmentStandings } from '../schema/index.ts';

/** A customer who is to be judged again. */
export interface Due {
  readonly customerId: CustomerId;
  readonly storeId: StoreId;
}

/** Notes that customers are to be judged again. */
export const noteChanges = async (queries: Queries, customers: readonly CustomerId[]): Promise<void> => {
  if (customers.length === 0) return;
  await queries.insert(segmentChanges).values(customers.map((customerId) => ({ customerId })));
};

/**
 * Takes customers of whom something changed, oldest first, those that somebody else has in work left out: in the caller's
 * transaction, so that whoever dies in it has taken nothing.
 *
 * @returns a row a customer, however often they changed; and how many changes were taken.
 */
export const takeChanges = async (
  queries: Queries,
  limit: number,
): Promise<{ readonly due: readonly Due[]; readonly taken: number }> => {
  const rows = await queries.execute<{ customerId: CustomerId; storeId: StoreId | null } & Record<string, unknown>>(sql`
    with taken as (
      delete from ${segmentChanges} where id in (
        select id from ${segmentChanges} order by id limit ${limit} for update skip locked)
      returning customer_id
    )
    select taken.customer_id as "customerId", c.store_id as "storeId"
    from taken left join customers c on c.id = taken.customer_id`);
  const due = new Map<CustomerId, Due>();
  for (const { customerId, storeId } of rows) if (storeId !== null) due.set(customerId, { customerId, storeId });
  return { due: [...due.values()], taken: rows.length };
};

/** Customers of whom time alone changes something by `now`, the longest due first. */
export const readDue = async (queries: Queries, now: Date, limit: number): Promise<readonly Due[]> =>
  queries
    .select({ customerId: segmentStandings.customerId, storeId: segmentStandings.storeId })
    .from(segmentStandings)
    .where(and(isNotNull(segmentStandings.until), lte(segmentStandings.until, now)))
    .orderBy(asc(segmentStandings.until))
    .limit(limit);
