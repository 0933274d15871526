import { and, eq, getTableColumns, inArray, lte, ne, type Placeholder, sql } from 'drizzle-orm';
import type { PgInsertValue } from 'drizzle-orm/pg-core';
import type { CartId, CustomerId, OrderId, StoreId } from '../../domain/ids.ts';
import type { OrderHistory } from '../../domain/segments/value.ts';
import { wordsText } from '../array-text.ts';
import { built, given, givenAll } from '../built.ts';
import type { Queries } from '../client.ts';
import { isOneOf } from '../is-one-of.ts';
import { orders, parcels, purchases } from '../schema/shop.ts';
import { stores } from '../schema/stores.ts';

/** An order; how it is counted is the database's own. */
export type OrderRow = Omit<typeof orders.$inferSelect, 'countedDay' | 'countedAmount'>;

/** An order, locked: two customers may be told of one at the same time. */
export const lockOrder = async (queries: Queries, id: OrderId): Promise<OrderRow | undefined> =>
  (await orderLock(queries, { id }))[0];

const orderLock = built((queries) =>
  queries
    .select()
    .from(orders)
    .where(eq(orders.id, given('id')))
    .for('update'),
);

const { countedDay: _day, countedAmount: _amount, ...told } = getTableColumns(orders);
const columns = Object.keys(told) as (keyof OrderRow)[];

/** @returns false when another transaction made it first. */
export const insertOrder = async (queries: Queries, row: OrderRow): Promise<boolean> =>
  (await orderInsert(queries, { ...row })).length === 1;

const orderInsert = built((queries) =>
  queries
    .insert(orders)
    .values(givenAll(columns) satisfies Record<keyof OrderRow, Placeholder>)
    .onConflictDoNothing()
    .returning({ id: orders.id }),
);

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
  const rows = customers.map((customerId) => ({ customerId, orderId, placedAt }));
  const [only, ...others] = rows;
  await (only && others.length === 0 ? purchaseUpsert(queries, only) : upsertPurchases(queries, rows));
};

const upsertPurchases = (queries: Queries, rows: PgInsertValue<typeof purchases>[]) =>
  queries
    .insert(purchases)
    .values(rows)
    .onConflictDoUpdate({
      target: [purchases.customerId, purchases.orderId],
      set: { placedAt: sql`greatest(${purchases.placedAt}, excluded.placed_at)` },
    });

const purchaseUpsert = built((queries) =>
  upsertPurchases(queries, [givenAll(['customerId', 'orderId', 'placedAt'] as const)]),
);

/** The orders that a cart became. */
export const readOrdersOfCart = async (
  queries: Queries,
  cart: CartId,
): Promise<readonly Pick<OrderRow, 'id' | 'placedAt'>[]> => ordersOfCart(queries, { cart });

const ordersOfCart = built((queries) =>
  queries
    .select({ id: orders.id, placedAt: orders.placedAt })
    .from(orders)
    .where(eq(orders.cartId, given('cart'))),
);

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
  (await orderCount(queries, { customers: wordsText(customers), at: at.toISOString() }))[0]!.count;

const orderCount = built((queries) =>
  queries
    .select({ count: sql<number>`count(distinct ${purchases.orderId})::int` })
    .from(purchases)
    .where(and(isOneOf(purchases.customerId, given('customers')), lte(purchases.placedAt, given('at')))),
);

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
