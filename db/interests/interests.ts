import { and, eq, inArray, sql } from 'drizzle-orm';
import type { LookedAt } from '../../domain/intents/detect.ts';
import type { Visit } from '../../domain/intents/visits.ts';
import type { CustomerId, ProductId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { interests, products } from '../schema/index.ts';

/** Of so many products a customer's looks are kept: those looked at last. */
export const mostInterests = 50;

/** Everything that is kept of what a customer looked at; at most 50 rows, by the primary key. */
export const readInterests = async (queries: Queries, customer: CustomerId): Promise<(LookedAt & { lastAt: Date })[]> =>
  queries
    .select({
      productId: interests.productId,
      category: products.category,
      visits: interests.visits,
      lastAt: interests.lastAt,
    })
    .from(interests)
    .leftJoin(products, eq(products.id, interests.productId))
    .where(eq(interests.customerId, customer));

export interface InterestRow {
  readonly customerId: CustomerId;
  readonly productId: ProductId;
  readonly storeId: StoreId;
  readonly visits: readonly Visit[];
  readonly lastAt: Date;
}

/** Writes what a customer looked at; the customer is locked. */
export const writeInterests = async (queries: Queries, rows: readonly InterestRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await queries
    .insert(interests)
    .values([...rows])
    .onConflictDoUpdate({
      target: [interests.customerId, interests.productId],
      set: { visits: sql`excluded.visits`, lastAt: sql`excluded.last_at` },
    });
};

/** Forgets products; the customer is locked. */
export const dropInterests = async (
  queries: Queries,
  customer: CustomerId,
  products: readonly ProductId[],
): Promise<void> => {
  if (products.length === 0) return;
  await queries
    .delete(interests)
    .where(and(eq(interests.customerId, customer), inArray(interests.productId, [...products])));
};

/** Which rows are too many, the oldest first. */
export const tooMany = <Row extends { readonly lastAt: Date }>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime()).slice(mostInterests);
