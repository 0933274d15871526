import { sql } from 'drizzle-orm';
import type { CoverageCounts, FieldCount } from '../../domain/coverage/coverage.ts';
import type { CountedOf, DataField } from '../../domain/coverage/fields.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import {
  carts,
  consents,
  customerAliases,
  customers,
  interests,
  loyaltyAccounts,
  orders,
  productLevels,
  products,
} from '../schema/index.ts';
import type { StoreRow } from '../shop/stores.ts';
import { type Sample, sampleOfCustomers } from './sample.ts';

const dayMillis = 86_400_000;
/** Orders as old as this are looked at, in days, and so many of a customer. */
const orderDays = 365;
const ordersOfCustomer = 3;
/** Who left a cart within so many days was in the shop, and should have been seen there; what is bought is not looked at any more. */
const shoppingDays = 90;

/**
 * What is known of a store's customers, products and orders, and of how many of them, at `now`. Its cost is bounded: of a
 * large store a part of the customers stands for all; each is looked at by index, with their newest orders.
 */
export const countCoverage = async (
  queries: Queries,
  store: Pick<StoreRow, 'id' | 'currency'>,
  now: Millis,
  sample?: Sample,
): Promise<CoverageCounts> => {
  const { customers: from, part } = sample ?? (await sampleOfCustomers(queries, store.id));
  const [[people], [catalogue]] = await Promise.all([
    queries.execute<PeopleRow>(peopleQuery(store, from, now)),
    queries.execute<CatalogueRow>(catalogueQuery(store, now)),
  ]);
  const all: Readonly<Record<CountedOf, number>> = {
    customers: people!.customers,
    agreements: people!.agreements,
    orders: people!.orders,
    lines: people!.lines,
    shoppers: people!.shoppers,
    products: catalogue!.products,
  };
  const among = (of: CountedOf, have: number): FieldCount => ({ have, of: all[of] });
  const fields: Readonly<Record<DataField, FieldCount>> = {
    email: among('customers', people!.email),
    phone: among('customers', people!.phone),
    firstName: among('customers', people!.first_name),
    language: among('customers', people!.language),
    zone: among('customers', people!.zone),
    birthday: among('customers', people!.birthday),
    loyalty: among('customers', people!.loyalty),
    consent: among('customers', people!.agreed),
    consentProof: among('agreements', people!.proven),
    title: among('products', catalogue!.title),
    price: among('products', catalogue!.price),
    stock: among('products', catalogue!.stock),
    picture: among('products', catalogue!.picture),
    page: among('products', catalogue!.page),
    category: among('products', catalogue!.category),
    usageDuration: among('products', catalogue!.usage_duration),
    orderLines: among('orders', people!.with_lines),
    lineProducts: among('lines', people!.known_lines),
    views: among('shoppers', people!.viewed),
  };
  return { fields, seen: people!.seen, visitors: people!.seen - people!.customers, part };
};

type PeopleRow = Readonly<
  Record<
    | 'seen'
    | 'customers'
    | 'email'
    | 'phone'
    | 'first_name'
    | 'language'
    | 'zone'
    | 'birthday'
    | 'loyalty'
    | 'agreed'
    | 'agreements'
    | 'proven'
    | 'orders'
    | 'with_lines'
    | 'lines'
    | 'known_lines'
    | 'shoppers'
    | 'viewed',
    number
  >
>;

/** One look at each customer of the sample: what they are named by, agreed to, bought and looked at. */
const peopleQuery = ({ id: store }: Pick<StoreRow, 'id'>, from: Sample['customers'], now: Millis) => {
  const ordersSince = new Date(now - orderDays * dayMillis).toISOString();
  const shoppedSince = new Date(now - shoppingDays * dayMillis).toISOString();
  return sql`
    select count(*)::int as seen,
      count(*) filter (where named)::int as customers,
      count(*) filter (where named and email)::int as email,
      count(*) filter (where named and phone)::int as phone,
      count(*) filter (where named and first_name is not null)::int as first_name,
      count(*) filter (where named and locale is not null)::int as language,
      count(*) filter (where named and (timezone is not null or address is not null))::int as zone,
      count(*) filter (where named and birthday is not null)::int as birthday,
      count(*) filter (where named and member)::int as loyalty,
      count(*) filter (where named and (agreements > 0 or notices > 0))::int as agreed,
      coalesce(sum(agreements), 0)::int as agreements, coalesce(sum(proven), 0)::int as proven,
      coalesce(sum(orders), 0)::int as orders, coalesce(sum(with_lines), 0)::int as with_lines,
      coalesce(sum(lines), 0)::int as lines, coalesce(sum(known_lines), 0)::int as known_lines,
      count(*) filter (where shopped)::int as shoppers,
      count(*) filter (where shopped and viewed)::int as viewed
    from (
      select first_name, locale, timezone, address, birthday, email, phone, agreements, proven, orders, with_lines, lines,
        known_lines, notices, coalesce(names > 0, false) as named,
        exists (select from ${loyaltyAccounts} l where l.customer_id = person.id) as member,
        exists (select from ${carts} c where c.customer_id = person.id and c.state <> 'ordered'
          and c.updated_at >= ${shoppedSince}) as shopped,
        exists (select from ${interests} i where i.customer_id = person.id and jsonb_array_length(i.visits) > 0) as viewed
      from (select * from ${from} where ${customers.storeId} = ${store}
        and ${customers.mergedInto} is null and ${customers.erasedAt} is null) person
      cross join lateral (
        select count(*) filter (where kind <> 'anonymous') as names, coalesce(bool_or(kind = 'email'), false) as email,
          coalesce(bool_or(kind = 'phone'), false) as phone
        from ${customerAliases} a where a.customer_id = person.id) alias
      cross join lateral (
        select count(*) filter (where state = 'granted') as agreements,
          count(*) filter (where state = 'granted' and coalesce(proof ->> 'how', '') <> ''
            and coalesce(proof ->> 'wording', '') <> '' and coalesce(proof ->> 'version', '') <> '') as proven
        from (
          select distinct on (channel, list) state, proof from ${consents} c
          where c.customer_id = person.id and c.purpose = 'marketing' order by channel, list, at desc) newest) consent
      cross join lateral (
        select count(*) as orders,
          count(*) filter (where jsonb_array_length(o.lines) > 0) as with_lines,
          count(*) filter (where 'given' in (marketing_notice #>> '{email,state}', marketing_notice #>> '{sms,state}')) as notices,
          coalesce(sum(jsonb_array_length(o.lines)), 0) as lines,
          coalesce(sum((
            select count(*) from jsonb_array_elements(o.lines) line where (
              -- A value, not a join: that would go through the whole catalogue for every order.
              select p.described_at from ${products} p where p.id = (line ->> 'productId')::uuid) is not null)), 0) as known_lines
        from (
          select o.lines, o.placed_at, o.marketing_notice from ${orders} o
          where o.customer_id = person.id and o.placed_at >= ${ordersSince} and o.state <> 'cancelled'
          order by o.placed_at desc limit ${ordersOfCustomer}) o) bought) known`;
};

type CatalogueRow = Readonly<
  Record<'products' | 'title' | 'price' | 'stock' | 'picture' | 'page' | 'category' | 'usage_duration', number>
>;

/** The whole catalogue: it does not grow with the customers. */
const catalogueQuery = ({ id: store, currency }: Pick<StoreRow, 'id' | 'currency'>, now: Millis) => sql`
  select count(*)::int as products,
    count(described_at)::int as title,
    count(*) filter (where price > 0 and currency = ${currency})::int as price,
    count(stock)::int as stock,
    count(*) filter (where image_url like 'https://%'
      and (image_expires_at is null or image_expires_at > ${new Date(now).toISOString()}))::int as picture,
    count(url)::int as page,
    count(category)::int as category,
    count(*) filter (where usual_days is not null
      or exists (select from ${productLevels} l where l.product_id = p.id))::int as usage_duration
  from ${products} p where p.store_id = ${store}`;
