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

/** Whether the customer has an order that came to something. */
export const hasOrder = async (queries: Queries, customer: CustomerId): Promise<boolean> =>
  (
    await queries
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.customerId, customer), sql`${orders.state} not in ('cancelled', 'returned')`))
      .limit(1)
  ).length > 0;

/** Those of one customer become another's; where both have a day, the other's stays, told of as late as either. */
export const moveOccasions = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(occasions).where(eq(occasions.customerId, from)).returning();
  if (moved.length === 0) return;
  await queries
    .insert(occasions)
    .values(moved.map((row) => ({ ...row, customerId: to })))
    .onConflictDoUpdate({
      target: [occasions.customerId, occasions.kind],
      set: { told: sql`greatest(${occasions.told}, excluded.told)` },
    });
};
