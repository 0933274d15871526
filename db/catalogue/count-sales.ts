import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { categoryFollows, orders, productSales, products, stores } from '../schema/index.ts';

/** Orders as old as this still tell what sells: a quarter, which spans a season. */
const countedDays = 90;

/** One process counts at a time. The number is this job's alone. */
const lock = 5_216_221;

/**
 * Counts what sold lately, and for how much, of all stores, from the orders since 90 days before `now`: one statement,
 * which takes no lock that anybody else waits for.
 *
 * @returns how many products sold; undefined when another process is counting.
 */
export const countSales = async (db: Database, now: Date): Promise<number | undefined> =>
  db.transaction(async (transaction) => {
    const [held] = await transaction.execute<{ held: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}) as held`);
    if (!held?.held) return undefined;
    // A large shop's quarter may take longer than what a statement may usually take.
    await transaction.execute(sql`set local statement_timeout = '15min'`);
    const since = new Date(now.getTime() - countedDays * 86_400_000).toISOString();
    const counted = await transaction.execute(sql`
      insert into ${productSales} (product_id, store_id, units, median_price, currency, counted_at)
      select p.id, p.store_id, least(sum((line ->> 'quantity')::bigint), 2147483647),
        percentile_disc(0.5) within group (order by (line ->> 'unitPrice')::int), s.currency, ${now.toISOString()}
      from ${orders} o
      join ${stores} s on s.id = o.store_id and s.currency = o.currency
      cross join jsonb_array_elements(o.lines) line
      join ${products} p on p.id = (line ->> 'productId')::uuid and p.store_id = o.store_id
      where o.placed_at > ${since} and o.placed_at <= ${now.toISOString()} and o.state <> 'cancelled'
      group by p.id, p.store_id, s.currency
      on conflict (product_id) do update set units = excluded.units, median_price = excluded.median_price,
        currency = excluded.currency, counted_at = excluded.counted_at
      returning product_id`);
    await transaction.execute(sql`delete from ${productSales} where counted_at < ${now.toISOString()}`);
    await countFollows(transaction, now);
    return counted.length;
  });

/** Orders as old as this still tell what is bought after what, in days: whoever comes twice a year counts. */
const followedDays = 365;
/** Fewer customers tell nothing, and might tell of one. */
const fewest = 3;
/** Of each category so many are kept. */
const mostFollows = 10;

/** Counts which category customers come back for after which: of each order the next one of the same customer. */
const countFollows = async (transaction: Pick<Database, 'execute'>, now: Date): Promise<void> => {
  const since = new Date(now.getTime() - followedDays * 86_400_000).toISOString();
  await transaction.execute(sql`
    with counted as (
      select o.id, o.store_id, o.customer_id, o.lines,
        lead(o.id) over (partition by o.store_id, o.customer_id order by o.placed_at, o.id) as next_id
      from ${orders} o
      where o.placed_at > ${since} and o.placed_at <= ${now.toISOString()} and o.state not in ('cancelled', 'returned')),
    bought as (
      select distinct counted.id, p.category
      from counted cross join jsonb_array_elements(counted.lines) line
      join ${products} p on p.id = (line ->> 'productId')::uuid and p.store_id = counted.store_id
      where p.category is not null),
    pairs as (
      select counted.store_id, one.category, other.category as next, count(distinct counted.customer_id)::int as customers
      from counted join bought one on one.id = counted.id join bought other on other.id = counted.next_id
      where one.category <> other.category
      group by 1, 2, 3 having count(distinct counted.customer_id) >= ${fewest}),
    ranked as (
      select *, row_number() over (partition by store_id, category order by customers desc, next) as place from pairs)
    insert into ${categoryFollows} (store_id, category, next, customers, counted_at)
    select store_id, category, next, customers, ${now.toISOString()} from ranked where place <= ${mostFollows}
    on conflict (store_id, category, next) do update set customers = excluded.customers, counted_at = excluded.counted_at`);
  await transaction.execute(sql`delete from ${categoryFollows} where counted_at < ${now.toISOString()}`);
};
