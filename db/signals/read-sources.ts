import { inArray, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Queries } from '../client.ts';
import {
  customers,
  interests,
  loyaltyAccounts,
  messages,
  offerCodes,
  orders,
  orderStatistics,
  productPrices,
  products,
  signals,
} from '../schema/index.ts';
import { usualWithin } from '../shop/usual-prices.ts';

/** Of a customer so many of the newest orders, and of the newest marketing messages, say what they are like. */
const mostOrders = 50;
const mostMessages = 100;
/** What is older says nothing of today, in days: two years of orders, one of messages. */
const ordersWithin = 730;
const messagesWithin = 365;

/** What is asked about: customers of one store, up to an instant. */
export interface SourcesRequest {
  readonly store: StoreId;
  readonly customers: readonly CustomerId[];
  readonly now: Date;
}

/** Everything that signals are made from, of some customers: each question goes by an index, and reads a bounded part. */
export const readSources = async (queries: Queries, request: SourcesRequest) => {
  const [people, statistics, lines, looked, got, codes, accounts, before] = await Promise.all([
    readPeople(queries, request),
    readStatistics(queries, request),
    readLines(queries, request),
    readLooked(queries, request),
    readMessages(queries, request),
    readCodes(queries, request),
    readAccounts(queries, request),
    readTiers(queries, request),
  ]);
  return { people, statistics, lines, looked, got, codes, accounts, before };
};

const readPeople = async (queries: Queries, { customers: ids }: SourcesRequest) =>
  queries
    .select({ customer: customers.id, timezone: customers.timezone, address: customers.address })
    .from(customers)
    .where(inArray(customers.id, [...ids]));

const readStatistics = async (queries: Queries, { customers: ids }: SourcesRequest) =>
  queries
    .select({
      customer: orderStatistics.customerId,
      days: orderStatistics.days,
      lastDay: orderStatistics.lastDay,
      amount: orderStatistics.amount,
    })
    .from(orderStatistics)
    .where(inArray(orderStatistics.customerId, [...ids]));

export interface LineRow {
  readonly customer: CustomerId;
  readonly order: string;
  /** Milliseconds. */
  readonly at: number;
  readonly day: string;
  readonly amount: number | null;
  readonly category: string | null;
  readonly quantity: number;
  readonly paid: number;
  readonly usual: number | null;
}

/** The lines of the newest orders that count, with what each product cost at most in the time before. */
const readLines = async (
  queries: Queries,
  { store, customers: ids, now }: SourcesRequest,
): Promise<readonly LineRow[]> =>
  queries.execute<LineRow & Record<string, unknown>>(sql`
    select o.customer_id as customer, o.id as "order", (extract(epoch from o.placed_at) * 1000)::float8 as at,
      o.counted_day::text as day, o.counted_amount as amount, p.category, line.quantity, line."unitPrice" as paid,
      (select max(price.price) from ${productPrices} price
        where price.product_id = p.id and price.currency = o.currency and price.at <= o.placed_at
          and price.at >= coalesce((select max(older.at) from ${productPrices} older
            where older.product_id = p.id and older.at <= o.placed_at - make_interval(days => ${usualWithin})), '-infinity')
      ) as usual
    from unnest(${sql.param([...ids])}::uuid[]) one (id)
    cross join lateral (
      select * from ${orders} own
      where own.customer_id = one.id and own.counted_day is not null and own.placed_at <= ${now.toISOString()}::timestamptz
        and own.placed_at > ${now.toISOString()}::timestamptz - make_interval(days => ${ordersWithin})
      order by own.placed_at desc limit ${mostOrders}) o
    cross join lateral jsonb_to_recordset(o.lines) line("productId" uuid, quantity int, "unitPrice" int)
    left join ${products} p on p.id = line."productId" and p.store_id = ${store}
    order by o.customer_id, o.placed_at, o.id`);

const readLooked = async (queries: Queries, { customers: ids }: SourcesRequest) =>
  queries
    .select({
      customer: interests.customerId,
      category: products.category,
      visits: interests.visits,
      cartedAt: interests.cartedAt,
    })
    .from(interests)
    .leftJoin(products, sql`${products.id} = ${interests.productId}`)
    .where(inArray(interests.customerId, [...ids]));

export interface MessageRowOfCustomer {
  readonly customer: CustomerId;
  readonly channel: Channel;
  readonly at: number;
  readonly clicked: number | null;
}

/** The newest marketing messages that went out, by the index of what customers got, with the first click of a person. */
const readMessages = async (
  queries: Queries,
  { customers: ids, now }: SourcesRequest,
): Promise<readonly MessageRowOfCustomer[]> =>
  queries.execute<MessageRowOfCustomer & Record<string, unknown>>(sql`
    select m.customer_id as customer, m.channel, (extract(epoch from m.at) * 1000)::float8 as at,
      (select (extract(epoch from min(click.first_at)) * 1000)::float8 from clicks click where click.message_id = m.id) as clicked
    from unnest(${sql.param([...ids])}::uuid[]) one (id)
    cross join lateral (
      select own.id, own.customer_id, own.channel, coalesce(own.claimed_at, own.accepted_at) as at
      from ${messages} own
      where own.customer_id = one.id and own.purpose = 'marketing'
        and own.state in ('claimed', 'unknown', 'accepted', 'delivered', 'bounced', 'complained')
        and coalesce(own.claimed_at, own.accepted_at) <= ${now.toISOString()}::timestamptz
        and coalesce(own.claimed_at, own.accepted_at)
          > ${now.toISOString()}::timestamptz - make_interval(days => ${messagesWithin})
      order by coalesce(own.claimed_at, own.accepted_at) desc limit ${mostMessages}) m`);

const readCodes = async (queries: Queries, { customers: ids }: SourcesRequest) =>
  queries
    .select({
      customer: offerCodes.customerId,
      given: sql<number>`count(*) filter (where ${offerCodes.state} in ('given', 'redeemed'))::int`,
      used: sql<number>`count(*) filter (where ${offerCodes.state} = 'redeemed')::int`,
    })
    .from(offerCodes)
    .where(inArray(offerCodes.customerId, [...ids]))
    .groupBy(offerCodes.customerId);

const readAccounts = async (queries: Queries, { customers: ids }: SourcesRequest) =>
  queries
    .select({ customer: loyaltyAccounts.customerId, points: loyaltyAccounts.points, tier: loyaltyAccounts.tier })
    .from(loyaltyAccounts)
    .where(inArray(loyaltyAccounts.customerId, [...ids]));

const readTiers = async (queries: Queries, { customers: ids }: SourcesRequest) =>
  queries
    .select({ customer: signals.customerId, tier: signals.tier })
    .from(signals)
    .where(inArray(signals.customerId, [...ids]));
