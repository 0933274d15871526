import { eq, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { CartId, ProductId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { carts, products, productSales, runs } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';

/** What is read of a product for its facts and its words. */
export const productColumns = {
  id: products.id,
  externalId: products.externalId,
  title: products.title,
  translations: products.translations,
  imageUrl: products.imageUrl,
  imageExpiresAt: products.imageExpiresAt,
  imageLocale: products.imageLocale,
  url: products.url,
  category: products.category,
  price: products.price,
  currency: products.currency,
  stock: products.stock,
  describedAt: products.describedAt,
  pricedAt: products.pricedAt,
  stockedAt: products.stockedAt,
};

const cartProductsQuery = built((db) =>
  db
    .select(productColumns)
    .from(products)
    .where(
      sql`${products.id} = any(array(
        select (line ->> 'productId')::uuid from ${carts}, jsonb_array_elements(${carts.lines}) line
        where ${carts.id} = ${given('cart')}))`,
    ),
);

/** The products in the cart, as far as the catalogue knows them. */
export const readCartProducts = async (db: Queries, cart: CartId) => cartProductsQuery(db, { cart });

export type ProductRead = Awaited<ReturnType<typeof readCartProducts>>[number];

/** When the store of the run last told the stock of any product, the last entry of an index; part of a query of runs. */
export const stockToldAtOfRun = (): SQL<Date | null> =>
  sql<Date | null>`(
    select ${products.stockedAt} from ${products}
    where ${products.storeId} = ${runs.storeId} and ${products.stockedAt} is not null
    order by ${products.stockedAt} desc limit 1)`.mapWith(products.stockedAt);

/** For how many lines that are out of stock something is looked for. */
const mostLines = 3;
/** How many dearer ones, and how many cheaper ones, are looked at for each. */
const mostEachWay = 4;
/** Of the customer's orders, how many of the newest tell what they own. */
const mostOrders = 200;

/** The products next in price to a `gone` one, dearer or cheaper. */
const side = (comparison: string, order: string) => sql`(
  select near.id from ${products} near
  where near.store_id = gone.store_id and near.category = gone.category and near.currency = gone.currency
    and near.price ${sql.raw(comparison)} gone.price and (near.stock is null or near.stock > 0)
    and near.id <> all (gone.in_cart)
  order by near.price ${sql.raw(order)}, near.id limit ${sql.raw(String(mostEachWay))})`;

/**
 * What could stand in for products of the cart that are out of stock: of the same store, category and currency, in
 * stock, next in price on either side. At most 24 rows, each way found by one range of an index.
 */
export const readAlternatives = async (db: Queries, whose: Alternatives & { readonly cart: CartId }) =>
  alternatives(db, whose);

/** The same for the customer of a run. */
export const readAlternativesOfRun = built((db) =>
  alternatives(db, { cart: given('cart'), customer: ownerOfRun(given('run')) }),
);

interface Alternatives {
  readonly cart: CartId | Placeholder;
  readonly customer: SQL;
}

const alternatives = (db: Queries, { cart, customer }: Alternatives) => {
  const found = sql`(
    with lines as (
      select (line.value ->> 'productId')::uuid as id, line.place
      from ${carts}, jsonb_array_elements(${carts.lines}) with ordinality line (value, place)
      where ${carts.id} = ${cart}),
    gone as (
      select p.id, p.store_id, p.category, p.currency, p.price, (select array_agg(id) from lines) as in_cart
      -- An array, not a join: that would go through the whole catalogue.
      from ${products} p
      where p.id = any(array(select id from lines)) and p.stock <= 0 and p.category is not null and p.price is not null
      order by array_position(array(select id from lines order by place), p.id) limit ${sql.raw(String(mostLines))})
    select gone.id as instead_of, side.id
    from gone cross join lateral (${side('>=', 'asc')} union all ${side('<', 'desc')}) side)`;
  const mine = sql`(
    select (line ->> 'productId')::uuid as id, bool_or(o.state = 'returned') as returned
    from (select state, lines from orders where customer_id = ${customer} and state <> 'cancelled'
          order by placed_at desc limit ${sql.raw(String(mostOrders))}) o, jsonb_array_elements(o.lines) line
    group by 1)`;
  return db
    .select({
      ...productColumns,
      insteadOf: sql<ProductId>`found.instead_of`,
      owned: sql<boolean>`mine.id is not null`,
      returned: sql<boolean>`coalesce(mine.returned, false)`,
      sold: sql<number>`coalesce(${productSales.units}, 0)`,
    })
    .from(products)
    .innerJoin(sql`${found} found`, sql`found.id = ${products.id}`)
    .leftJoin(sql`${mine} mine`, sql`mine.id = ${products.id}`)
    .leftJoin(productSales, eq(productSales.productId, products.id))
    .orderBy(sql`found.instead_of`, products.id);
};

export type AlternativeRead = Awaited<ReturnType<typeof readAlternatives>>[number];
