import { eq, sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { orders, products, productSales, runs } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import { productColumns } from './products.ts';
import type { FactsRequest } from './request.ts';

/** Of what sells most in the shop, so many are looked at for what is of the customer's categories. */
const mostLooked = 200;
/** So many are told to the rules; a message shows fewer. */
const mostTold = 12;
/** Of the customer's orders, how many of the newest tell what they own. */
const mostOrders = 200;

/**
 * What a message may propose, best first: of the store's best-sellers, by an index, or the one product that it is about;
 * each with whether the customer has it or sent it back.
 */
export const readProposals = async (
  db: Queries,
  { run }: FactsRequest,
  { from, product }: NonNullable<FactsRequest['proposals']>,
) => {
  if (from === 'same' && product === undefined) return [];
  const top =
    from === 'same'
      ? sql`(select ${product ?? null}::uuid as id)`
      : sql`(select ${productSales.productId} as id from ${productSales}
          where ${productSales.storeId} = (select ${runs.storeId} from ${runs} where ${runs.id} = ${run})
          order by ${productSales.units} desc limit ${sql.raw(String(mostLooked))})`;
  const mine = sql`(
    select (line ->> 'productId')::uuid as id, bool_or(o.state = 'returned') as returned
    from (select ${orders.state} as state, ${orders.lines} as lines from ${orders}
          where ${orders.customerId} = ${ownerOfRun(run)} and ${orders.state} <> 'cancelled'
          order by ${orders.placedAt} desc limit ${sql.raw(String(mostOrders))}) o, jsonb_array_elements(o.lines) line
    group by 1)`;
  return db
    .select({
      ...productColumns,
      owned: sql<boolean>`mine.id is not null`,
      returned: sql<boolean>`coalesce(mine.returned, false)`,
      sold: sql<number>`coalesce(${productSales.units}, 0)`,
    })
    .from(products)
    .innerJoin(sql`${top} top`, sql`top.id = ${products.id}`)
    .leftJoin(sql`${mine} mine`, sql`mine.id = ${products.id}`)
    .leftJoin(productSales, eq(productSales.productId, products.id))
    .where(
      from === 'like-theirs'
        ? sql`mine.id is null and ${products.category} in (
            select bought.category from ${mine} own join ${products} bought on bought.id = own.id)`
        : undefined,
    )
    .orderBy(sql`mine.id is not null`, sql`coalesce(${productSales.units}, 0) desc`, products.id)
    .limit(mostTold);
};
