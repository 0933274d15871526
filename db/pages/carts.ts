import { and, count, desc, eq, max, ne, sql } from 'drizzle-orm';
import type { CartId, CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { readAlternatives, readCartProducts } from '../facts/products.ts';
import { carts, customers, orders, products, stores } from '../schema/index.ts';

/** Carts with lines, newest first: what a preview can show. */
export const listCarts = async (db: Queries, store: StoreId, customer: CustomerId | undefined, limit: number) =>
  db
    .select({
      id: carts.id,
      firstName: customers.firstName,
      externalId: carts.externalId,
      stage: carts.stage,
      lines: sql<number>`jsonb_array_length(${carts.lines})`.mapWith(Number),
      updatedAt: carts.updatedAt,
    })
    .from(carts)
    .innerJoin(customers, eq(customers.id, carts.customerId))
    .where(
      and(
        eq(carts.storeId, store),
        customer && eq(carts.customerId, customer),
        sql`jsonb_array_length(${carts.lines}) > 0`,
      ),
    )
    .orderBy(desc(carts.updatedAt), carts.id)
    .limit(limit);

/** What a message about the cart is made from. */
export const readCartFacts = async (db: Queries, id: CartId) => {
  const [base] = await db
    .select({ cart: carts, customer: customers, store: stores })
    .from(carts)
    .innerJoin(customers, eq(customers.id, carts.customerId))
    .innerJoin(stores, eq(stores.id, carts.storeId))
    .where(eq(carts.id, id));
  if (!base) return undefined;
  const [known, alternatives, [stock], [bought]] = await Promise.all([
    readCartProducts(db, id),
    readAlternatives(db, { cart: id, customer: sql`${base.customer.id}::uuid` }),
    db
      .select({ toldAt: max(products.stockedAt) })
      .from(products)
      .where(eq(products.storeId, base.store.id)),
    db
      .select({
        count: count(),
        total: sql<number>`coalesce(sum(${orders.total}) filter (where ${orders.currency} = ${base.store.currency}), 0)::float8`,
        lastAt: sql<Date | null>`max(${orders.placedAt})`.mapWith(orders.placedAt),
      })
      .from(orders)
      .where(and(eq(orders.customerId, base.customer.id), ne(orders.state, 'cancelled'))),
  ]);
  const { lastAt, ...orderHistory } = bought!;
  return {
    ...base,
    products: known,
    alternatives,
    stockToldAt: stock?.toldAt ?? undefined,
    orders: { ...orderHistory, ...(lastAt && { lastAt: lastAt.getTime() }) },
  };
};
