import { type SQL, sql } from 'drizzle-orm';
import { type Ago, type Definition, type Fact, factsOf, savedName } from '../../domain/definitions/definition.ts';
import { intentHalfLife } from '../../domain/scores/signals/intent.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { intentJumps, intentNow } from './compile-signal.ts';
import type { Question } from './question.ts';
import { gotMessages, instant, lookedAt, openCarts, standingOrders, visitedAt } from './terms.ts';

/**
 * The first instant until `to` at which time alone may change whether the customer `c` is in a definition, as an expression of
 * SQL; null: there is none. Facts alone are looked at, not how they are put together: it may be too early, never too late.
 */
export const nextChange = (
  definition: Pick<Definition, 'include' | 'exclude'>,
  question: Question,
  to: Millis,
): SQL | undefined => {
  const instants = allFacts(definition, question.others).flatMap((fact) => changesOf(fact, question, to) ?? []);
  return instants.length === 0 ? undefined : sql`least(${sql.join(instants, sql`, `)})`;
};

/** Those of the definitions that it builds on, too; saving sees to it that none leads back to itself. */
const allFacts = (definition: Pick<Definition, 'include' | 'exclude'>, others: Question['others']): readonly Fact[] =>
  factsOf(definition).flatMap(([, fact]) => {
    const other = 'segment' in fact ? others.get(savedName(fact.segment) ?? '') : undefined;
    return other ? allFacts(other, others) : [fact];
  });

const changesOf = (fact: Fact, question: Question, to: Millis): SQL | undefined => {
  const first = (rows: SQL, at: SQL, ago: Ago): SQL => firstOf(rows, turns(at, ago), question, to);
  if ('orders' in fact) return first(standingOrders(fact.orders, question), sql`o.placed_at`, fact.orders);
  if ('carts' in fact) return first(openCarts(fact.carts, question), sql`k.updated_at`, fact.carts);
  if ('views' in fact) {
    const { views } = fact;
    const visits = sql`from (select visit ${visitsOf(lookedAt(views, question))}) i where true`;
    return first(visits, visitedAt, views);
  }
  if ('clicks' in fact) {
    const clicked = sql`from (select k.last_at from (select m.id ${gotMessages(fact.clicks)}) m
      join clicks k on k.message_id = m.id) k where true`;
    return first(clicked, sql`k.last_at`, fact.clicks);
  }
  if ('contact' in fact) {
    const { contact } = fact;
    const those = sql`from last_contacts l where l.customer_id = c.id and l.kind = ${contact.kind}`;
    return first(those, sql`l.at`, contact);
  }
  if ('known' in fact) return first(sql`from (select c.created_at) l where true`, sql`l.created_at`, fact.known);
  if ('intent' in fact) return fades(fact.intent, question, to);
  return undefined;
};

const visitsOf = (rows: SQL): SQL => sql`from (select i.visits ${rows}) i, jsonb_array_elements(i.visits) visit`;

/** The instants at which a thing that happened at `at` begins to count, or ceases to: a millisecond after the border, which itself counts. */
const turns = (at: SQL, { within, before }: Ago): readonly SQL[] => [
  before === undefined ? at : after(at, durationMillis(before) + 1),
  ...(within === undefined ? [] : [after(at, durationMillis(within) + 1)]),
];

const after = (at: SQL, millis: number): SQL => sql`${at} + ${millis}::float8 * interval '1 millisecond'`;

/** The first of some instants of rows that lies ahead. */
const firstOf = (rows: SQL, instants: readonly SQL[], { now }: Pick<Question, 'now'>, to: Millis): SQL => {
  const between = sql`turn.at > ${instant(now)}::timestamptz and turn.at <= ${instant(to)}::timestamptz`;
  return sql`(select min(turn.at) from (select unnest(array[${sql.join([...instants], sql`, `)}]) as at ${rows}) turn
    where ${between})`;
};

/** When a score comes below its bounds if it only fades, score · 2^(-t / halfLife) = bound, or when it jumps, if that is before. */
const fades = (
  { atLeast, atMost, below }: Extract<Fact, { intent: unknown }>['intent'],
  question: Question,
  to: Millis,
): SQL | undefined => {
  const bounds = [atLeast, atMost, below].filter((bound): bound is number => bound !== undefined);
  if (bounds.length === 0) return undefined;
  const jumps = sql`(select min(jump.at) from (${intentJumps}) jump where jump.at > ${instant(question.now)}::timestamptz)`;
  // It fades for ever and never comes to nothing.
  const crossings = bounds
    .filter((bound) => bound > 0)
    .map((bound) => {
      const ahead = sql`${intentHalfLife}::float8 * log(2::numeric, (score.now / ${bound}::float8)::numeric)::float8`;
      return sql`case when score.now >= ${bound}::float8
      then ${instant(question.now)}::timestamptz + (floor(${ahead}) + 1) * interval '1 millisecond' end`;
    });
  return sql`(select case when turn.at <= ${instant(to)}::timestamptz then turn.at end
    from (select (${intentNow(question)})::float8 as now) score,
      lateral (select least(${sql.join([...crossings, jumps], sql`, `)}) as at) turn)`;
};
