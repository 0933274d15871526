import { and, asc, eq, getTableColumns, lte, type Placeholder, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { OccasionKind } from '../../domain/occasions.ts';
import { built, given, givenAll } from '../built.ts';
import type { Queries } from '../client.ts';
import { excluded } from '../excluded.ts';
import { occasions, orders } from '../schema/index.ts';

export type OccasionRow = typeof occasions.$inferSelect;

/** The days of a customer that come back every year. */
export const readOccasions = async (queries: Queries, customer: CustomerId): Promise<readonly OccasionRow[]> =>
  occasionsQuery(queries, { customer });

const occasionsQuery = built((queries) =>
  queries
    .select()
    .from(occasions)
    .where(eq(occasions.customerId, given('customer'))),
);

const columns = Object.keys(getTableColumns(occasions)) as (keyof OccasionRow)[];

/** Writes one of them; the caller has locked the customer. */
export const writeOccasion = async (queries: Queries, row: OccasionRow): Promise<void> => {
  await occasionUpsert(queries, { ...row });
};

const occasionUpsert = built((queries) =>
  queries
    .insert(occasions)
    .values(givenAll(columns) satisfies Record<keyof OccasionRow, Placeholder>)
    .onConflictDoUpdate({
      target: [occasions.customerId, occasions.kind],
      set: Object.fromEntries(columns.map((name) => [name, excluded(name)])),
    }),
);

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
  (await firstOrder(queries, { customer }))[0]?.at;

const firstOrder = built((queries) =>
  queries
    .select({ at: orders.placedAt })
    .from(orders)
    .where(eq(orders.customerId, given('customer')))
    .orderBy(asc(orders.placedAt))
    .limit(1),
);

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
