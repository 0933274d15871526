import { sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { orderStatistics, scoreCrossings, scoreLevels, scores } from '../schema/index.ts';

/** Of a customer what is to be kept; days as `2026-03-01`. */
export interface NewScore {
  readonly customer: CustomerId;
  /** Of the statistics: when they are newer by now, nothing is kept. */
  readonly version: number;
  readonly alive: number;
  readonly churn: number;
  readonly orders: number;
  readonly spend: number | null;
  readonly value: number | null;
  readonly next: string | null;
  readonly nextFrom: string | null;
  readonly nextTo: string | null;
  readonly days: number;
  readonly first: string;
  readonly last: string;
}

/** How a customer stands to a watch: whether one who is outside comes in, and one who is inside stays. */
export interface NewLevel {
  readonly customer: CustomerId;
  readonly version: number;
  readonly watch: string;
  readonly value: number | null;
  readonly enters: boolean;
  readonly stays: boolean;
}

/** Scores of customers of one store, by its models, at one instant. */
export interface ScoredPage {
  readonly store: StoreId;
  readonly model: string;
  readonly spendModel: string | null;
  readonly asOf: string;
  readonly at: Date;
  readonly scores: readonly NewScore[];
  /** Whoever has no order that counts any more. */
  readonly gone: readonly { readonly customer: CustomerId; readonly version: number }[];
  readonly levels: readonly NewLevel[];
}

/**
 * Keeps scores, and with them what crossed a threshold, in the caller's transaction. A level changes once: whoever comes
 * second finds it changed. The first look at somebody is no crossing.
 */
export const writeScores = async (queries: Queries, page: ScoredPage): Promise<void> => {
  const { store, model, spendModel, asOf, at } = page;
  if (page.scores.length > 0)
    await queries.execute(sql`
      insert into ${scores} (customer_id, store_id, model_id, spend_model_id, alive, churn, expected_orders, expected_spend,
        lifetime_value, next_order, next_order_from, next_order_to, days, first_day, last_day, statistics_version, as_of,
        scored_at)
      select g.customer, ${store}, ${model}::uuid, ${spendModel}::uuid, g.alive, g.churn, g.orders, g.spend, g.value, g.next,
        g."nextFrom", g."nextTo", g.days, g.first, g.last, g.version, ${asOf}::date, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(page.scores)}::jsonb) g(customer uuid, version int, alive float8, churn float8,
        orders float8, spend int, value bigint, next date, "nextFrom" date, "nextTo" date, days int, first date, last date)
      join ${orderStatistics} s on s.customer_id = g.customer and s.version = g.version
      order by g.customer
      on conflict (customer_id) do update set (model_id, spend_model_id, alive, churn, expected_orders, expected_spend,
        lifetime_value, next_order, next_order_from, next_order_to, days, first_day, last_day, statistics_version, as_of,
        scored_at) = (excluded.model_id, excluded.spend_model_id, excluded.alive, excluded.churn, excluded.expected_orders,
        excluded.expected_spend, excluded.lifetime_value, excluded.next_order, excluded.next_order_from,
        excluded.next_order_to, excluded.days, excluded.first_day, excluded.last_day, excluded.statistics_version,
        excluded.as_of, excluded.scored_at)`);
  if (page.gone.length > 0)
    await queries.execute(sql`
      delete from ${scores} using jsonb_to_recordset(${JSON.stringify(page.gone)}::jsonb) g(customer uuid, version int)
      where scores.customer_id = g.customer and scores.statistics_version <= g.version`);
  if (page.levels.length > 0)
    await queries.execute(sql`
      with given as materialized (
        select g.* from jsonb_to_recordset(${JSON.stringify(page.levels)}::jsonb)
          g(customer uuid, version int, watch text, value float8, enters boolean, stays boolean)
        join ${orderStatistics} s on s.customer_id = g.customer and s.version = g.version
        order by g.customer
      ), moved as (
        update ${scoreLevels} l set inside = not l.inside, since = ${at.toISOString()}::timestamptz
        from given g
        where l.customer_id = g.customer and l.watch = g.watch
          and l.inside <> case when l.inside then g.stays else g.enters end
        returning l.customer_id, l.watch, l.inside, g.value
      ), met as (
        insert into ${scoreLevels} (customer_id, watch, store_id, inside, since)
        select customer, watch, ${store}, enters, ${at.toISOString()}::timestamptz from given
        on conflict do nothing
      )
      insert into ${scoreCrossings} (store_id, customer_id, watch, way, value, at)
      select ${store}, customer_id, watch, case when inside then 'entered' else 'left' end, value,
        ${at.toISOString()}::timestamptz
      from moved`);
};

/** Marks customers as scored, unless their orders changed meanwhile. */
export const markScored = async (
  queries: Queries,
  rows: readonly { readonly customerId: CustomerId; readonly version: number }[],
): Promise<void> => {
  await queries.execute(sql`
    update ${orderStatistics} s set stale = false
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) g("customerId" uuid, version int)
    where s.customer_id = g."customerId" and s.version = g.version and s.stale`);
};
