import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { ProductId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { interests, productAlerts, products } from '../schema/index.ts';

const told = {
  id: productAlerts.id,
  productId: productAlerts.productId,
  product: products.title,
  externalId: products.externalId,
  kind: productAlerts.kind,
  at: productAlerts.at,
  state: productAlerts.state,
  place: productAlerts.place,
  notBefore: productAlerts.notBefore,
  told: productAlerts.told,
  closedAt: productAlerts.closedAt,
  stock: products.stock,
  price: products.price,
  currency: products.currency,
};

/** What happened to a store's products that customers are told of, the newest first. */
export const listAlerts = async (
  queries: Queries,
  store: StoreId,
  states: readonly (typeof productAlerts.$inferSelect)['state'][],
  limit: number,
) =>
  queries
    .select(told)
    .from(productAlerts)
    .leftJoin(products, eq(products.id, productAlerts.productId))
    .where(and(eq(productAlerts.storeId, store), inArray(productAlerts.state, [...states])))
    .orderBy(desc(productAlerts.at), desc(productAlerts.id))
    .limit(limit);

export type ListedAlert = Awaited<ReturnType<typeof listAlerts>>[number];

/** How many customers wait for a product, and what of it they wait for. */
export interface WatchedProduct {
  readonly id: ProductId;
  readonly title: string | null;
  readonly externalId: string | null;
  readonly stock: number | null;
  readonly price: number | null;
  readonly currency: string | null;
  /** Who asked to be told that it can be bought again. */
  readonly stockAsked: number;
  /** Who asked to be told that it costs less. */
  readonly priceAsked: number;
  readonly wished: number;
  readonly carted: number;
}

/**
 * The products of a store that most customers asked to be told of. By the indexes of who asked; wishes and carts are counted
 * of the products named alone.
 */
export const listWatched = async (
  queries: Queries,
  store: StoreId,
  limit: number,
): Promise<readonly WatchedProduct[]> => {
  const asked = sql`(
    select product_id, sum(stock)::int as stock_asked, sum(price)::int as price_asked from (
      select product_id, count(*) as stock, 0 as price from ${interests}
        where store_id = ${store} and stock_asked_at is not null group by product_id
      union all
      select product_id, 0, count(*) from ${interests}
        where store_id = ${store} and price_asked_at is not null group by product_id
    ) one group by product_id order by sum(stock) + sum(price) desc, product_id limit ${limit})`;
  return queries.execute<WatchedProduct & Record<string, unknown>>(sql`
    select a.product_id as id, p.title, p.external_id as "externalId", p.stock, p.price, p.currency,
      a.stock_asked as "stockAsked", a.price_asked as "priceAsked", w.wished, w.carted
    from ${asked} a
    left join ${products} p on p.id = a.product_id
    cross join lateral (
      select (count(*) filter (where wished_at is not null))::int as wished,
        (count(*) filter (where carted_at is not null))::int as carted
      from ${interests} i where i.product_id = a.product_id) w
    order by a.stock_asked + a.price_asked desc, a.product_id`);
};
