import { and, eq, inArray, lte, ne, sql } from 'drizzle-orm';
import type { CartId, CustomerId, OrderId, StoreId } from '../../domain/ids.ts';
import type { OrderHistory } from '../../domain/segments/value.ts';
import { wordsText } from '../array-text.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { isOneOf } from '../is-one-of.ts';
import { orders, parcels, purchases } from '../schema/shop.ts';
import { stores } from '../schema/stores.ts';

/** An order; how it is counted is the database's own. */
export type OrderRow = Omit<typeof orders.$inferSelect, 'countedDay' | 'countedAmount'>;

/** An order, locked: two customers may be told of one at the same time. */
export const lockOrder = async (queries: Queries, id: OrderId): Promise<OrderRow | undefined> =>
  (await queries.select().from(orders).where(eq(orders.id, id)).for('update'))[0];

/** @returns false when another transaction made it first. */
export const insertOrder = async (queries: Queries, row: OrderRow): Promise<boolean> =>
  (await queries.insert(orders).values(row).onConflictDoNothing().returning({ id: orders.id })).length === 1;

/** Writes the whole row; the caller has locked it. */
export const updateOrder = async (queries: Queries, { id, ...row }: OrderRow): Promise<void> => {
  await queries.update(orders).set(row).where(eq(orders.id, id));
};

/** Notes whom an order stops. Told twice, the later instant holds. */
export const recordPurchases = async (
  queries: Queries,
  customers: readonly CustomerId[],
  orderId: OrderId,
  placedAt: Date,
): Promise<void> => {
  await queries
    .insert(purchases)
    .values(customers.map((customerId) => ({ customerId, orderId, placedAt })))
    .onConflictDoUpdate({
      target: [purchases.customerId, purchases.orderId],
      set: { placedAt: sql`greatest(${purchases.placedAt}, excluded.placed_at)` },
    });
};

/** The orders that a cart became. */
export const readOrdersOfCart = async (
  queries: Queries,
  cart: CartId,
): Promise<readonly Pick<OrderRow, 'id' | 'placedAt'>[]> =>
  queries.select({ id: orders.id, placedAt: orders.placedAt }).from(orders).where(eq(orders.cartId, cart));

/** When customers last bought, by themselves or matched by an address. */
export const readNewestPurchase = async (
  queries: Queries,
  customers: readonly CustomerId[],
): Promise<Date | undefined> =>
  (await newestPurchase(queries, { customers: wordsText(customers) }))[0]?.at ?? undefined;

const newestPurchase = built((queries) =>
  queries
    .select({ at: sql<Date | null>`max(${purchases.placedAt})`.mapWith(purchases.placedAt) })
    .from(purchases)
    .where(isOneOf(purchases.customerId, given('customers'))),
);

/** How many orders customers had placed by `at`, by themselves or matched by an address. */
export const countOrders = async (queries: Queries, customers: readonly CustomerId[], at: Date): Promise<number> =>
  (
    await queries
      .select({ count: sql<number>`count(distinct ${purchases.orderId})::int` })
      .from(purchases)
      .where(and(inArray(purchases.customerId, [...customers]), lte(purchases.placedAt, at)))
  )[0]!.count;

/** What customers ordered together, without what was cancelled; totals in another currency than the store's are left out of the sum. */
export const readOrderTotals = async (
  queries: Queries,
  store: StoreId,
  customers: readonly CustomerId[],
): Promise<OrderHistory> => {
  const [row] = await queries
    .select({
      count: sql<number>`count(*)::int`,
      total: sql<number>`coalesce(sum(${orders.total}) filter (where ${orders.currency} = ${stores.currency}), 0)::float8`,
      lastAt: sql<Date | null>`max(${orders.placedAt})`.mapWith(orders.placedAt),
    })
    .from(orders)
    .innerJoin(stores, eq(stores.id, orders.storeId))
    .where(and(eq(orders.storeId, store), inArray(orders.customerId, [...customers]), ne(orders.state, 'cancelled')));
  const { count, total, lastAt } = row!;
  return { count, total, ...(lastAt && { lastAt: lastAt.getTime() }) };
};

/** A parcel as last told; an older telling changes nothing. */
export const recordParcel = async (queries: Queries, row: typeof parcels.$inferInsert): Promise<void> => {
  await queries
    .insert(parcels)
    .values(row)
    .onConflictDoUpdate({
      target: parcels.id,
      set: { carrier: row.carrier ?? null, trackingUrl: row.trackingUrl ?? null, shippedAt: row.shippedAt },
      setWhere: sql`(excluded.shipped_at, coalesce(excluded.carrier, ''), coalesce(excluded.tracking_url, '')) > (${parcels.shippedAt}, coalesce(${parcels.carrier}, ''), coalesce(${parcels.trackingUrl}, ''))`,
    });
};
