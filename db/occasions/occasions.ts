import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { OccasionKind } from '../../domain/occasions.ts';
import type { Queries } from '../client.ts';
import { occasions, orders } from '../schema/index.ts';

export type OccasionRow = typeof occasions.$inferSelect;

/** The days of a customer that come back every year. */
export const readOccasions = async (queries: Queries, customer: CustomerId): Promise<readonly OccasionRow[]> =>
  queries.select().from(occasions).where(eq(occasions.customerId, customer));

/** Writes one of them; the caller has locked the customer. */
export const writeOccasion = async (queries: Queries, row: OccasionRow): Promise<void> => {
  await queries
    .insert(occasions)
    .values(row)
    .onConflictDoUpdate({ target: [occasions.customerId, occasions.kind], set: row });
};

export const forgetOccasion = async (queries: Queries, customer: CustomerId, kind: OccasionKind): Promise<void> => {
  await queries.delete(occasions).where(and(eq(occasions.customerId, customer), eq(occasions.kind, kind)));
};

/** The first of a store's days that journeys are to be told of by `now`; of one instant birthdays come first. */
export const dueOccasions = async (
  queries: Queries,
  store: StoreId,
  now: Date,
  limit: number,
): Promise<readonly Pick<OccasionRow, 'customerId' | 'kind'>[]> =>
  queries
    .select({ customerId: occasions.customerId, kind: occasions.kind })
    .from(occasions)
    .where(and(eq(occasions.storeId, store), lte(occasions.nextAt, now)))
    .orderBy(asc(occasions.nextAt), asc(occasions.kind))
    .limit(limit);

/** When the customer first ordered, whatever became of it. */
export const firstOrderAt = async (queries: Queries, customer: CustomerId): Promise<Date | undefined> =>
  (
    await queries
      .select({ at: orders.placedAt })
      .from(orders)
      .where(eq(orders.customerId, customer))
      .orderBy(asc(orders.placedAt))
      .limit(1)
  )[0]?.at;

/** Whether the customer has an order that came to something. */
export const hasOrder = async (queries: Queries, customer: CustomerId): Promise<boolean> =>
  (
    await queries
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.customerId, customer), sql`${orders.state} not in ('cancelled', 'returned')`))
      .limit(1)
  ).length > 0;

/** Of two days of a first order the one that was moved is the earlier one. */
const isEarlier = sql`(excluded.since, excluded.day) < (${occasions.since}, ${occasions.day})`;

/** Those of one customer become another's; where both have a day the earlier first order holds, or the other's birthday. */
export const moveOccasions = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(occasions).where(eq(occasions.customerId, from)).returning();
  if (moved.length === 0) return;
  await queries
    .insert(occasions)
    .values(moved.map((row) => ({ ...row, customerId: to })))
    .onConflictDoUpdate({
      target: [occasions.customerId, occasions.kind],
      set: {
        day: sql`case when ${isEarlier} then excluded.day else ${occasions.day} end`,
        since: sql`least(${occasions.since}, excluded.since)`,
        told: sql`greatest(${occasions.told}, excluded.told)`,
        // Looked at anew: what is not due yet is planned again then.
        nextAt: sql`least(${occasions.nextAt}, excluded.next_at)`,
      },
    });
};
