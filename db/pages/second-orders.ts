import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';

/** Customers whose first order was in one month, and how many of them came back. */
export interface SecondOrders extends Record<string, unknown> {
  /** The shop's civil month, `2026-03`. */
  readonly month: string;
  readonly customers: number;
  /** How many have ordered again by now. */
  readonly again: number;
  /** Whose first ninety days are over, and how many of these ordered again within them: what months are compared by. */
  readonly pastNinety: number;
  readonly againInNinety: number;
  /** Days from the first order to the second one, of those who ordered again; null: nobody has. */
  readonly medianDays: number | null;
}

interface Range {
  readonly since: Date;
  readonly until: Date;
  readonly timezone: string;
}

const stands = (order: string) => sql.raw(`${order}.state not in ('cancelled', 'returned')`);

/**
 * Second orders by the month of the first one (R9), oldest month first. Orders that were cancelled or came back are none.
 * Reads what was ordered for the first time since `since`, whatever else the shop has sold.
 */
export const readSecondOrders = async (
  queries: Queries,
  store: StoreId,
  { since, until, timezone }: Range,
): Promise<readonly SecondOrders[]> => {
  const end = until.toISOString();
  return queries.execute<SecondOrders>(sql`
    with firsts as (
      select o.customer_id, o.id, o.placed_at from orders o
      where o.store_id = ${store} and o.placed_at >= ${since.toISOString()} and o.placed_at < ${end} and ${stands('o')}
        and not exists (
          select from orders e where e.customer_id = o.customer_id and ${stands('e')}
            and (e.placed_at, e.id) < (o.placed_at, o.id))
    ), followed as (
      select f.placed_at as first_at, extract(epoch from s.placed_at - f.placed_at) / 86400 as days,
        f.placed_at + interval '90 days' <= ${end} as is_past
      from firsts f
      left join lateral (
        select placed_at from orders s
        where s.customer_id = f.customer_id and ${stands('s')} and (s.placed_at, s.id) > (f.placed_at, f.id)
          and s.placed_at < ${end}
        order by s.placed_at, s.id limit 1
      ) s on true
    )
    select to_char(first_at at time zone ${timezone}, 'YYYY-MM') as month, count(*)::int as customers,
      count(days)::int as again, count(*) filter (where is_past)::int as "pastNinety",
      count(*) filter (where is_past and days <= 90)::int as "againInNinety",
      round(percentile_cont(0.5) within group (order by days)::numeric, 1)::float8 as "medianDays"
    from followed group by 1 order by 1`);
};
