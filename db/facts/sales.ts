import { and, eq, ne, sql } from 'drizzle-orm';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { orders, products, runs } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** Categories of all that was sold under one address; more than a message is ever compared with. */
const mostCategories = 50;

const salesQuery = built((db) => {
  const notice = sql`${orders.marketingNotice} -> ${given('channel')}::text`;
  return db
    .select({
      addressHash: sql<string | null>`${notice} ->> 'addressHash'`,
      at: sql<Date>`max(${orders.placedAt})`.mapWith(orders.placedAt),
      categories: sql<string[]>`coalesce((array_agg(distinct ${products.category})
        filter (where ${products.category} is not null))[1:${mostCategories}], '{}')`,
    })
    .from(orders)
    .innerJoin(runs, eq(runs.customerId, orders.customerId))
    .leftJoin(
      products,
      // An array, not `in`: that would go through the whole catalogue for every order.
      sql`${products.id} = any(array(select (line ->> 'productId')::uuid from jsonb_array_elements(${orders.lines}) line))`,
    )
    .where(and(eq(runs.id, given('run')), ne(orders.state, 'cancelled'), sql`${notice} ->> 'state' = 'given'`))
    .groupBy(sql`1`);
});

/** The sales that told the customer of the run about messages on the channel, without objection: by address, the newest instant and what was sold. */
export const readNoticedSales = async (db: Queries, { run, channel }: FactsRequest) => salesQuery(db, { run, channel });
