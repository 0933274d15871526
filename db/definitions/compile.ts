import { type SQL, sql } from 'drizzle-orm';
import type { Ago, Condition, Definition, Fact, OwnField, Range } from '../../domain/definitions/definition.ts';
import { savedName } from '../../domain/definitions/definition.ts';
import type { StoreId } from '../../domain/ids.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { productId } from '../ids.ts';

/** What a definition is asked of. */
export interface Question {
  readonly store: StoreId;
  /** Amounts in others are left out. */
  readonly currency: string;
  readonly now: Millis;
  /** The definitions of the store that others may build on. */
  readonly others: ReadonlyMap<string, Pick<Definition, 'include' | 'exclude'>>;
}

/**
 * A definition as one expression of SQL, true or false of the customer `c` and never null. Every value of it is a parameter;
 * the text of the query is made of nothing that anybody wrote (test/definitions). What is asked of other tables is read by
 * their indexes on the customer.
 */
export const compileDefinition = (
  { include, exclude }: Pick<Definition, 'include' | 'exclude'>,
  question: Question,
): SQL => {
  const included = compile(include, question);
  return exclude ? sql`(${included} and not ${compile(exclude, question)})` : included;
};

const compile = (condition: Condition, question: Question): SQL => {
  if ('and' in condition) return together(condition.and, sql` and `, question);
  if ('or' in condition) return together(condition.or, sql` or `, question);
  if ('not' in condition) return sql`(not ${compile(condition.not, question)})`;
  return compileFact(condition, question);
};

const together = (conditions: readonly Condition[], by: SQL, question: Question): SQL =>
  sql`(${sql.join(
    conditions.map((one) => compile(one, question)),
    by,
  )})`;

const compileFact = (fact: Fact, question: Question): SQL => {
  if ('score' in fact) return score(fact.score);
  if ('orders' in fact) return orders(fact.orders, question);
  if ('carts' in fact) return carts(fact.carts, question);
  if ('views' in fact) return views(fact.views, question);
  if ('clicks' in fact) return clicks(fact.clicks, question);
  if ('consent' in fact) return consent(fact.consent);
  if ('contact' in fact) return contact(fact.contact, question);
  if ('known' in fact) return sql`(${happened(sql`c.created_at`, fact.known, question)})`;
  if ('has' in fact) return has[fact.has];
  if ('language' in fact) return sql`coalesce(c.locale = ${fact.language}, false)`;
  if ('country' in fact) return sql`coalesce(c.address ->> 'country' = ${fact.country}, false)`;
  return segment(fact.segment, question);
};

/** Whether a number is within bounds; false where there is no number. */
const within = (value: SQL, { atLeast, atMost, below }: Range): SQL => {
  const bounds = [
    ...(atLeast === undefined ? [] : [sql`value.x >= ${atLeast}::float8`]),
    ...(atMost === undefined ? [] : [sql`value.x <= ${atMost}::float8`]),
    ...(below === undefined ? [] : [sql`value.x < ${below}::float8`]),
  ];
  return sql`coalesce((select ${sql.join(bounds, sql` and `)} from (select (${value})::float8 as x) value), false)`;
};

const instant = (millis: Millis): string => new Date(millis).toISOString();

const happened = (at: SQL, { within: since, before }: Ago, { now }: Pick<Question, 'now'>): SQL => {
  const parts = [
    before === undefined
      ? sql`${at} <= ${instant(now)}::timestamptz`
      : sql`${at} < ${instant(now - durationMillis(before))}::timestamptz`,
    ...(since === undefined ? [] : [sql`${at} >= ${instant(now - durationMillis(since))}::timestamptz`]),
  ];
  return sql.join(parts, sql` and `);
};

const scoreColumns = {
  alive: sql`s.alive`,
  churn: sql`s.churn`,
  expectedOrders: sql`s.expected_orders`,
  expectedSpend: sql`s.expected_spend`,
  lifetimeValue: sql`s.lifetime_value`,
} as const;

const score = ({ name, ...range }: Extract<Fact, { score: unknown }>['score']): SQL =>
  within(sql`select ${scoreColumns[name]} from scores s where s.customer_id = c.id`, range);

/** Whether lines name a product that is asked for; nothing where none is. An array, not `in`: that would go through the whole catalogue. */
const hasLine = (
  lines: SQL,
  { category, product }: { readonly category?: string | undefined; readonly product?: string | undefined },
  { store }: Pick<Question, 'store'>,
): SQL => {
  const parts = [
    ...(product === undefined
      ? []
      : [
          sql` and exists (select from jsonb_array_elements(${lines}) line
            where (line ->> 'productId')::uuid = ${productId(store, product)}::uuid)`,
        ]),
    ...(category === undefined
      ? []
      : [
          sql` and exists (select from products p where p.category = ${category} and p.id = any(array(
            select (line ->> 'productId')::uuid from jsonb_array_elements(${lines}) line)))`,
        ]),
  ];
  return sql.join(parts, sql``);
};

const orders = ({ count, total, ...asked }: Extract<Fact, { orders: unknown }>['orders'], question: Question): SQL => {
  const those = sql`from orders o where o.customer_id = c.id and o.state not in ('cancelled', 'returned')
    and ${happened(sql`o.placed_at`, asked, question)}${hasLine(sql`o.lines`, asked, question)}`;
  const sum = sql`select coalesce(sum(o.total - o.refunded) filter (where o.currency = ${question.currency}), 0) ${those}`;
  return also(howOften(those, count), total && within(sum, total));
};

const carts = ({ count, total, ...asked }: Extract<Fact, { carts: unknown }>['carts'], question: Question): SQL => {
  const those = sql`from carts k where k.customer_id = c.id and k.state = 'open' and jsonb_array_length(k.lines) > 0
    and ${happened(sql`k.updated_at`, asked, question)}${hasLine(sql`k.lines`, asked, question)}`;
  const sum = sql`select coalesce(sum((
      select sum((line ->> 'quantity')::float8 * (line ->> 'unitPrice')::float8) from jsonb_array_elements(k.lines) line))
    filter (where k.currency = ${question.currency}), 0) ${those}`;
  return also(howOften(those, count), total && within(sum, total));
};

/** At least once is found by the first that is found. */
const howOften = (those: SQL, count: Range | undefined): SQL =>
  count === undefined ? sql`exists (select ${those})` : within(sql`select count(*) ${those}`, count);

const also = (one: SQL, other: SQL | undefined): SQL => (other ? sql`(${one} and ${other})` : one);

const views = (
  { count, category, product, ...asked }: Extract<Fact, { views: unknown }>['views'],
  question: Question,
): SQL => {
  const at = sql`to_timestamp((visit ->> 'at')::float8 / 1000)`;
  const of = [
    ...(product === undefined ? [] : [sql` and i.product_id = ${productId(question.store, product)}::uuid`]),
    ...(category === undefined
      ? []
      : [sql` and exists (select from products p where p.id = i.product_id and p.category = ${category})`]),
  ];
  return howOften(
    sql`from interests i where i.customer_id = c.id
      and exists (select from jsonb_array_elements(i.visits) visit where ${happened(at, asked, question)})${sql.join(of, sql``)}`,
    count,
  );
};

const clicks = (
  { count, channel, journey, ...asked }: Extract<Fact, { clicks: unknown }>['clicks'],
  question: Question,
): SQL => {
  const of = [
    ...(channel === undefined ? [] : [sql` and m.channel = ${channel}`]),
    ...(journey === undefined ? [] : [sql` and m.journey = ${journey}`]),
  ];
  return howOften(
    sql`from messages m where m.customer_id = c.id${sql.join(of, sql``)} and exists (
      select from clicks k where k.message_id = m.id and ${happened(sql`k.last_at`, asked, question)})`,
    count,
  );
};

/** The newest act of a list, and of marketing at large, as `decidingAct` weighs them. */
const consent = ({ channel, list = '' }: Extract<Fact, { consent: unknown }>['consent']): SQL => {
  const newest = (of: string): SQL => sql`(select a.state, a.at from consents a where a.customer_id = c.id
    and a.channel = ${channel} and a.purpose = 'marketing' and a.list = ${of} order by a.at desc limit 1)`;
  if (list === '') return sql`coalesce((select whole.state = 'granted' from ${newest('')} whole), false)`;
  return sql`coalesce((select case
      when own.state is null then whole.state = 'granted'
      when own.state = 'withdrawn' then false
      else whole.state is null or whole.state <> 'withdrawn' or whole.at < own.at end
    from (select) nothing left join ${newest(list)} own on true left join ${newest('')} whole on true), false)`;
};

const contact = ({ kind, ...asked }: Extract<Fact, { contact: unknown }>['contact'], question: Question): SQL =>
  sql`exists (select from last_contacts l where l.customer_id = c.id and l.kind = ${kind}
    and ${happened(sql`l.at`, asked, question)})`;

const named = (kind: 'email' | 'phone'): SQL =>
  sql`exists (select from customer_aliases a where a.customer_id = c.id and a.kind = ${kind})`;

const has: Readonly<Record<OwnField, SQL>> = {
  email: named('email'),
  phone: named('phone'),
  firstName: sql`(c.first_name is not null)`,
  language: sql`(c.locale is not null)`,
  zone: sql`(c.timezone is not null or c.address is not null)`,
  birthday: sql`(c.birthday is not null)`,
  loyalty: sql`exists (select from loyalty_accounts l where l.customer_id = c.id)`,
};

/** A definition of the store in its place; a segment of the product by the membership that is stored. */
const segment = (name: string, question: Question): SQL => {
  const saved = savedName(name);
  const other = saved === undefined ? undefined : question.others.get(saved);
  if (other) return compileDefinition(other, question);
  // A definition that is gone holds of nobody; saving and retiring see to it that none is named.
  if (saved !== undefined) return sql`false`;
  return sql`coalesce((select ${name}::text = any(s.segments) from segment_standings s where s.customer_id = c.id), false)`;
};
