import { and, desc, eq, ne } from 'drizzle-orm';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import { wordsText } from '../array-text.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { isOneOf } from '../is-one-of.ts';
import { orders, products } from '../schema/shop.ts';

/** Of a customer's orders, how many of the newest tell their rhythm. */
const mostOrders = 200;

/** When a customer ordered and what, newest first, without what was cancelled or came back. */
export const readPurchases = async (queries: Queries, customer: CustomerId) =>
  (await purchasesQuery(queries, { customer })).filter(({ state }) => state !== 'returned');

const purchasesQuery = built((queries) =>
  queries
    .select({ placedAt: orders.placedAt, lines: orders.lines, currency: orders.currency, state: orders.state })
    .from(orders)
    .where(and(eq(orders.customerId, given('customer')), ne(orders.state, 'cancelled')))
    .orderBy(desc(orders.placedAt))
    .limit(mostOrders),
);

/** What the catalogue tells of these products: their category, and for how many days one unit lasts. */
export const readKnownProducts = async (
  queries: Queries,
  ids: readonly ProductId[],
): Promise<ReadonlyMap<ProductId, { readonly category: string | null; readonly usualDays: number | null }>> => {
  if (ids.length === 0) return new Map();
  const rows = await knownProducts(queries, { ids: wordsText(ids) });
  return new Map(rows.map(({ id, ...known }) => [id, known]));
};

const knownProducts = built((queries) =>
  queries
    .select({ id: products.id, category: products.category, usualDays: products.usualDays })
    .from(products)
    .where(isOneOf(products.id, given('ids'))),
);
