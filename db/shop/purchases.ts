import { and, desc, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { orders, products } from '../schema/shop.ts';

/** Of a customer's orders, how many of the newest tell their rhythm. */
const mostOrders = 200;

/** When a customer ordered and what, newest first, without what was cancelled or came back. */
export const readPurchases = async (queries: Queries, customer: CustomerId) =>
  (
    await queries
      .select({ placedAt: orders.placedAt, lines: orders.lines, state: orders.state })
      .from(orders)
      .where(and(eq(orders.customerId, customer), ne(orders.state, 'cancelled')))
      .orderBy(desc(orders.placedAt))
      .limit(mostOrders)
  ).filter(({ state }) => state !== 'returned');

/** For how many days one unit of these products lasts, as far as the catalogue tells. */
export const readUsualDays = async (
  queries: Queries,
  ids: readonly ProductId[],
): Promise<ReadonlyMap<ProductId, number>> => {
  if (ids.length === 0) return new Map();
  const rows = await queries
    .select({ id: products.id, days: products.usualDays })
    .from(products)
    .where(and(inArray(products.id, [...ids]), isNotNull(products.usualDays)));
  return new Map(rows.map(({ id, days }) => [id, days!]));
};
