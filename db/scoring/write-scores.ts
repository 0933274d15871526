import { sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { arrayText, wordsText } from '../array-text.ts';
import type { Queries } from '../client.ts';
import { orderStatistics, scoreCrossings, scoreLevels, scores } from '../schema/index.ts';

/** Of a customer what is to be kept; days count from 1970-01-01. */
export interface NewScore {
  readonly customer: CustomerId;
  /** Of the statistics: when they are newer by now, nothing is kept. */
  readonly version: number;
  readonly alive: number;
  readonly churn: number;
  readonly orders: number;
  readonly spend: number | null;
  readonly value: number | null;
  readonly next: number | null;
  readonly nextFrom: number | null;
  readonly nextTo: number | null;
  readonly days: number;
  readonly first: number;
  readonly last: number;
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
  if (page.scores.length > 0) await keepScores(queries, page);
  if (page.gone.length > 0)
    await queries.execute(sql`
      delete from ${scores} using unnest(${ids(page.gone)}::uuid[], ${versions(page.gone)}::int[]) g(customer, version)
      where scores.customer_id = g.customer and scores.statistics_version <= g.version`);
  if (page.levels.length > 0) await keepLevels(queries, page);
};

const ids = (rows: readonly { readonly customer: CustomerId }[]): string =>
  wordsText(rows.map(({ customer }) => customer));
const versions = (rows: readonly { readonly version: number }[]): string =>
  arrayText(rows.map(({ version }) => version));

const keepScores = async (
  queries: Queries,
  { store, model, spendModel, asOf, at, scores: rows }: ScoredPage,
): Promise<void> => {
  const column = (of: (row: NewScore) => number | null): string => arrayText(rows.map(of));
  await queries.execute(sql`
    insert into ${scores} (customer_id, store_id, model_id, spend_model_id, alive, churn, expected_orders, expected_spend,
      lifetime_value, next_order, next_order_from, next_order_to, days, first_day, last_day, statistics_version, as_of,
      scored_at)
    select g.customer, ${store}, ${model}::uuid, ${spendModel}::uuid, g.alive, g.churn, g.orders, g.spend, g.value,
      date '1970-01-01' + g.next, date '1970-01-01' + g.next_from, date '1970-01-01' + g.next_to, g.days,
      date '1970-01-01' + g.first, date '1970-01-01' + g.last, g.version, ${asOf}::date, ${at.toISOString()}::timestamptz
    from unnest(${ids(rows)}::uuid[], ${versions(rows)}::int[], ${column(({ alive }) => alive)}::float8[],
      ${column(({ churn }) => churn)}::float8[], ${column(({ orders }) => orders)}::float8[],
      ${column(({ spend }) => spend)}::int[], ${column(({ value }) => value)}::bigint[],
      ${column(({ next }) => next)}::int[], ${column(({ nextFrom }) => nextFrom)}::int[],
      ${column(({ nextTo }) => nextTo)}::int[], ${column(({ days }) => days)}::int[],
      ${column(({ first }) => first)}::int[], ${column(({ last }) => last)}::int[])
      g(customer, version, alive, churn, orders, spend, value, next, next_from, next_to, days, first, last)
    join ${orderStatistics} s on s.customer_id = g.customer and s.version = g.version
    order by g.customer
    on conflict (customer_id) do update set (model_id, spend_model_id, alive, churn, expected_orders, expected_spend,
      lifetime_value, next_order, next_order_from, next_order_to, days, first_day, last_day, statistics_version, as_of,
      scored_at) = (excluded.model_id, excluded.spend_model_id, excluded.alive, excluded.churn, excluded.expected_orders,
      excluded.expected_spend, excluded.lifetime_value, excluded.next_order, excluded.next_order_from,
      excluded.next_order_to, excluded.days, excluded.first_day, excluded.last_day, excluded.statistics_version,
      excluded.as_of, excluded.scored_at)`);
};

/** Of most customers nothing has changed since the night before: only what is new, or has, is written. */
const keepLevels = async (queries: Queries, { store, at, levels }: ScoredPage): Promise<void> => {
  const column = (of: (row: NewLevel) => number | boolean | null): string => arrayText(levels.map(of));
  await queries.execute(sql`
    with given as materialized (
      select g.* from unnest(${ids(levels)}::uuid[], ${versions(levels)}::int[],
        ${wordsText(levels.map(({ watch }) => watch))}::text[], ${column(({ value }) => value)}::float8[],
        ${column(({ enters }) => enters)}::boolean[], ${column(({ stays }) => stays)}::boolean[])
        g(customer, version, watch, value, enters, stays)
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
      select g.customer, g.watch, ${store}, g.enters, ${at.toISOString()}::timestamptz from given g
      where not exists (select from ${scoreLevels} l where l.customer_id = g.customer and l.watch = g.watch)
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
  rows: readonly { readonly customerId: CustomerId; readonly version: number; readonly stale: boolean }[],
): Promise<void> => {
  const stale = rows.filter((row) => row.stale);
  if (stale.length === 0) return;
  await queries.execute(sql`
    update ${orderStatistics} s set stale = false
    from unnest(${wordsText(stale.map(({ customerId }) => customerId))}::uuid[], ${versions(stale)}::int[])
      g(customer, version)
    where s.customer_id = g.customer and s.version = g.version and s.stale`);
};
