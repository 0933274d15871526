import { type SQL, sql } from 'drizzle-orm';
import type { Condition, Definition, Fact, OwnField, Range } from '../../domain/definitions/definition.ts';
import { savedName } from '../../domain/definitions/definition.ts';
import { compileSignal, isOfSignals } from './compile-signal.ts';
import type { Question } from './question.ts';
import { gotMessages, happened, lookedAt, openCarts, standingOrders, visitedAt, within } from './terms.ts';

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
  if (isOfSignals(fact)) return compileSignal(fact, question);
  if ('has' in fact) return has[fact.has];
  if ('language' in fact) return sql`coalesce(c.locale = ${fact.language}, false)`;
  if ('country' in fact) return sql`coalesce(c.address ->> 'country' = ${fact.country}, false)`;
  return segment(fact.segment, question);
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

const orders = ({ count, total, ...asked }: Extract<Fact, { orders: unknown }>['orders'], question: Question): SQL => {
  const those = sql`${standingOrders(asked, question)} and ${happened(sql`o.placed_at`, asked, question)}`;
  const sum = sql`select coalesce(sum(o.total - o.refunded) filter (where o.currency = ${question.currency}), 0) ${those}`;
  return also(howOften(those, count), total && within(sum, total));
};

const carts = ({ count, total, ...asked }: Extract<Fact, { carts: unknown }>['carts'], question: Question): SQL => {
  const those = sql`${openCarts(asked, question)} and ${happened(sql`k.updated_at`, asked, question)}`;
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
  const visited = happened(visitedAt, asked, question);
  return howOften(
    sql`${lookedAt({ category, product }, question)} and exists (select from jsonb_array_elements(i.visits) visit where ${visited})`,
    count,
  );
};

const clicks = (
  { count, channel, journey, ...asked }: Extract<Fact, { clicks: unknown }>['clicks'],
  question: Question,
): SQL => {
  return howOften(
    sql`${gotMessages({ channel, journey })} and exists (
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
