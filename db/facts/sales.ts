import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import { datedRows, millis } from '../millis.ts';
import { orders, products, runs } from '../schema/index.ts';

/** Categories of all that was sold under one address; more than a message is ever compared with. */
const mostCategories = 50;

interface NoticedSale {
  readonly addressHash: string | null;
  readonly at: Date;
  readonly categories: readonly string[];
}

/**
 * The sales that told the customer of the run about messages on the channel, without objection: by address, the newest
 * instant and what was sold. Part of a query of runs.
 */
export const noticedSalesOfRun = (channel: Placeholder): SQL<readonly NoticedSale[]> => {
  const notice = sql`${orders.marketingNotice} -> ${channel}::text`;
  // An array, not `in`: that would go through the whole catalogue for every order.
  return sql`(
    select coalesce(json_agg(json_build_object('addressHash', sale.address, 'at', ${millis(sql`sale.at`)},
      'categories', sale.categories)), '[]')
    from (
      select ${notice} ->> 'addressHash' as address, max(${orders.placedAt}) as at,
        coalesce((array_agg(distinct ${products.category})
          filter (where ${products.category} is not null))[1:${sql.raw(String(mostCategories))}], '{}') as categories
      from ${orders} left join ${products} on ${products.id} = any(array(
        select (line ->> 'productId')::uuid from jsonb_array_elements(${orders.lines}) line))
      where ${orders.customerId} = ${runs.customerId} and ${orders.state} <> 'cancelled'
        and ${notice} ->> 'state' = 'given'
      group by 1) sale)`.mapWith(datedRows<NoticedSale>);
};
