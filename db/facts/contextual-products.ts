import { sql } from 'drizzle-orm';
import { products, productSales, runs, stores } from '../schema/index.ts';
import type { Wanted } from './contextual.ts';
import type { FactsRequest } from './request.ts';

/** Of what sells most in the shop, so many are looked at for what is of the wanted categories. */
const mostLooked = 200;

/** Of each category that a message proposes from, so many next in price are looked at. */
const mostNear = 4;

/** Products of a category that can be bought, next to a price from below; without a price the dearest. */
const nearIn = ({ price, priceUpTo }: Wanted) => sql`(
  select near.id from ${products} near
  where near.store_id = (select store_id from store) and near.category = wanted.category
    and near.currency = (select currency from store) and (near.stock is null or near.stock > 0)
    and near.price <= ${Math.min(price ?? mostPrice, priceUpTo ?? mostPrice)}
  order by near.price desc, near.id limit ${sql.raw(String(mostNear))})`;

/** What the database's integer holds. */
const mostPrice = 2_147_483_647;

/** Best-sellers of the wanted categories, and what is next in price in each; `place`: of its category among the wanted. */
export const contextualProducts = (run: FactsRequest['run'], wanted: Wanted) => sql`(
  with store as (select s.id as store_id, s.currency from ${runs} r join ${stores} s on s.id = r.store_id where r.id = ${run}),
  wanted as (
    select category, place from jsonb_array_elements_text(${JSON.stringify(wanted.categories)}::jsonb)
      with ordinality one (category, place))
  select found.id, min(found.place)::int as place from (
    select p.id, wanted.place
    from ${products} p join wanted on wanted.category = p.category
    -- An array, not a join: that would go through the whole catalogue.
    where p.id = any(array(
        select product_id from ${productSales} where store_id = (select store_id from store)
        order by units desc limit ${sql.raw(String(mostLooked))}))
      and p.price <= ${wanted.priceUpTo ?? mostPrice}
    union all
    select near.id, wanted.place from wanted cross join lateral ${nearIn(wanted)} near) found
  group by found.id)`;
