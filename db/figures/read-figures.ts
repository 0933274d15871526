import { type SQL, sql } from 'drizzle-orm';
import {
  type BuyersSince,
  creditedWithin,
  type Figures,
  type OrderFigures,
  type Performance,
  type TrendPart,
} from '../../domain/figures/figures.ts';
import type { Channel } from '../../domain/journey.ts';
import { sentStates } from '../../domain/message-state.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import type { Database } from '../client.ts';
import { clicks, messages, orders, runs, scores } from '../schema/index.ts';
import type { StoreRow } from '../shop/stores.ts';

/** A period of a store, from the first of two instants up to the other. */
export interface Period {
  readonly from: Millis;
  readonly until: Millis;
}

/** Up to so long a period is told by the hour, beyond by the day. */
const byTheHour = 4 * 86_400_000;

/**
 * Counts what a period came to from the rows of messages and orders themselves, all as of one instant, so that parts are
 * the whole. Some seconds for 100,000 messages: pages keep the answer.
 */
export const readFigures = async (
  db: Database,
  { id: store, currency, timezone }: Pick<StoreRow, 'id' | 'currency' | 'timezone'>,
  { from, until }: Period,
): Promise<Figures> =>
  db.transaction(
    async (transaction) => {
      await transaction.execute(sql`set local statement_timeout = '2min'`);
      const rows = rowsOf({ store, currency, from, until });
      const [told, credited, bought, trend, since] = await Promise.all([
        transaction.execute<ToldRow>(toldSums(rows)),
        transaction.execute<CreditedRow>(creditedSums(rows)),
        transaction.execute<OrderFigures & Record<string, unknown>>(orderSums(rows, store)),
        transaction.execute<TrendRow>(trendOf(rows, until - from > byTheHour ? 'day' : 'hour', timezone)),
        transaction.execute<BuyersSince & Record<string, unknown>>(buyersSince(rows, store, until)),
      ]);
      const parts = partsOf(told, credited);
      const all = parts.find(({ journey, channel }) => journey === null && channel === null)?.sums ?? nothing;
      const { count, revenue } = bought[0]!;
      return {
        from: toInstant(from),
        until: toInstant(until),
        currency,
        orders: bought[0]!,
        all,
        channels: parts.flatMap(({ channel, sums }) => (channel === null ? [] : [{ channel, ...sums }])),
        journeys: parts.flatMap(({ journey, sums }) => (journey === null ? [] : [{ journey, ...sums }])),
        unprompted: { orders: count - all.orders, revenue: revenue - all.revenue },
        trend: trend.map((part) => ({ ...part, from: toInstant(part.from) })),
        since: since[0]!,
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );

const instant = (at: Millis): SQL => sql`${toInstant(at)}::timestamptz`;

interface Asked extends Period {
  readonly store: StoreRow['id'];
  readonly currency: string;
}

/** The rows that everything is counted from. A message counts from the decision that sent it. */
const rowsOf = ({ store, currency, from, until }: Asked) => {
  const sent = sql.join(
    sentStates.map((state) => sql`${state}`),
    sql`, `,
  );
  const isMarketing = sql`m.purpose = 'marketing' and m.state in (${sent})`;
  const told = sql`
    select m.id, m.customer_id, m.journey, m.channel, m.state, m.cost,
      exists (select 1 from ${clicks} c where c.message_id = m.id and c.first_at is not null) as clicked
    from ${messages} m
    where m.store_id = ${store} and ${isMarketing}
      and m.decided_at >= ${instant(from - creditedWithin)} and m.decided_at < ${instant(until)}`;
  const bought = sql`
    select o.id, o.customer_id, o.placed_at, o.total - o.refunded as worth
    from ${orders} o
    where o.store_id = ${store} and o.currency = ${currency} and o.state not in ('cancelled', 'returned')
      and o.placed_at >= ${instant(from)} and o.placed_at < ${instant(until)}`;
  const credited = sql`
    select b.*, last.journey, last.channel, extract(epoch from b.placed_at - r.started_at) / 3600 as hours
    from (${bought}) b cross join lateral (
      select m.journey, m.channel, m.run_id from ${messages} m
      where m.customer_id = b.customer_id and m.store_id = ${store} and ${isMarketing}
        and m.decided_at <= b.placed_at and m.decided_at > b.placed_at - make_interval(secs => ${creditedWithin / 1_000})
      order by m.decided_at desc, m.id desc limit 1) last
    join ${runs} r on r.id = last.run_id`;
  const foreign = sql`
    select count(*)::int from ${orders} o
    where o.store_id = ${store} and o.currency <> ${currency} and o.state not in ('cancelled', 'returned')
      and o.placed_at >= ${instant(from)} and o.placed_at < ${instant(until)}`;
  return { told, bought, credited, foreign };
};

type Rows = ReturnType<typeof rowsOf>;

type ToldSums = Pick<Performance, 'messages' | 'customers' | 'clickers' | 'bounced' | 'complained' | 'cost'>;
type CreditedSums = Pick<Performance, 'orders' | 'buyers' | 'revenue' | 'hoursToOrder'>;
/** Of a journey, of a channel, or, where both are null, of all. */
interface Whose extends Record<string, unknown> {
  readonly journey: string | null;
  readonly channel: Channel | null;
}
type ToldRow = Whose & ToldSums;
type CreditedRow = Whose & CreditedSums;

const eachWay = sql`group by grouping sets ((journey), (channel), ())`;

const toldSums = ({ told }: Rows): SQL => sql`
  select journey, channel, count(*)::int as messages, count(distinct customer_id)::int as customers,
    (count(distinct customer_id) filter (where clicked))::int as clickers,
    (count(*) filter (where state = 'bounced'))::int as bounced,
    (count(*) filter (where state = 'complained'))::int as complained, coalesce(sum(cost), 0)::float8 as cost
  from (${told}) told ${eachWay} order by messages desc, journey, channel`;

const creditedSums = ({ credited }: Rows): SQL => sql`
  select journey, channel, count(*)::int as orders, count(distinct customer_id)::int as buyers,
    coalesce(sum(worth), 0)::float8 as revenue, avg(hours)::float8 as "hoursToOrder"
  from (${credited}) credited ${eachWay}`;

const nothing: Performance = {
  messages: 0,
  customers: 0,
  clickers: 0,
  bounced: 0,
  complained: 0,
  cost: 0,
  orders: 0,
  buyers: 0,
  revenue: 0,
  hoursToOrder: null,
};

/** Whatever was told or bought by each way: an order that is credited has its message among those that were told. */
const partsOf = (told: readonly ToldRow[], credited: readonly CreditedRow[]) =>
  told.map(({ journey, channel, ...sent }): Whose & { readonly sums: Performance } => {
    const own = credited.find((one) => one.journey === journey && one.channel === channel);
    const { journey: _journey, channel: _channel, ...came } = own ?? { journey, channel };
    return { journey, channel, sums: { ...nothing, ...sent, ...came } };
  });

const hadBought = (buyer: SQL, store: StoreRow['id'], before: SQL): SQL => sql`exists (
  select 1 from ${orders} o where o.customer_id = ${buyer} and o.store_id = ${store}
    and o.placed_at < ${before} and o.state not in ('cancelled', 'returned'))`;

/** Each buyer with their first order of the period, and whether it is their first at all. */
const buyersOf = ({ bought }: Rows, store: StoreRow['id']): SQL => sql`
  select buyer.customer_id, not ${hadBought(sql`buyer.customer_id`, store, sql`buyer.first_at`)} as is_first
  from (select customer_id, min(placed_at) as first_at from (${bought}) b group by customer_id) buyer`;

const orderSums = (rows: Rows, store: StoreRow['id']): SQL => sql`
  select (select count(*)::int from (${rows.bought}) b) as count,
    (select coalesce(sum(worth), 0)::float8 from (${rows.bought}) b) as revenue,
    count(*)::int as buyers, (count(*) filter (where is_first))::int as "firstBuyers",
    (${rows.foreign}) as "inOtherCurrencies"
  from (${buyersOf(rows, store)}) buyers`;

type TrendRow = Omit<TrendPart, 'from'> & { readonly from: Millis } & Record<string, unknown>;

/** Parts without an order are left out. */
const trendOf = ({ bought }: Rows, unit: 'hour' | 'day', zone: string): SQL => sql`
  select (extract(epoch from date_trunc(${unit}, placed_at at time zone ${zone}) at time zone ${zone}) * 1000)::float8 as from,
    count(*)::int as orders, coalesce(sum(worth), 0)::float8 as revenue
  from (${bought}) b group by 1 order by 1`;

const buyersSince = (rows: Rows, store: StoreRow['id'], until: Millis): SQL => sql`
  with buyers as materialized (${buyersOf(rows, store)}),
  again as (
    select buyers.*, exists (
      select 1 from ${orders} o where o.customer_id = buyers.customer_id and o.store_id = ${store}
        and o.placed_at >= ${instant(until)} and o.state not in ('cancelled', 'returned')) as came
    from buyers)
  select (count(*) filter (where came))::int as again,
    (count(*) filter (where came and is_first))::int as "firstBuyersAgain",
    count(s.lifetime_value)::int as foreseen, coalesce(sum(s.lifetime_value), 0)::float8 as "lifetimeValue"
  from again left join ${scores} s on s.customer_id = again.customer_id`;
