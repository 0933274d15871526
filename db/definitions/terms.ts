import { type SQL, sql } from 'drizzle-orm';
import type { About, Ago, Fact, Range } from '../../domain/definitions/definition.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { productId } from '../ids.ts';
import type { Question } from './question.ts';

/*
 * Terms of SQL that conditions are made of, about the customer `c`. Rows come as `from … where …`, to which more may be added.
 */

/** Whether a number is within bounds; false where there is no number. */
export const within = (value: SQL, { atLeast, atMost, below }: Range): SQL => {
  const bounds = [
    ...(atLeast === undefined ? [] : [sql`value.x >= ${atLeast}::float8`]),
    ...(atMost === undefined ? [] : [sql`value.x <= ${atMost}::float8`]),
    ...(below === undefined ? [] : [sql`value.x < ${below}::float8`]),
  ];
  return sql`coalesce((select ${sql.join(bounds, sql` and `)} from (select (${value})::float8 as x) value), false)`;
};

export const instant = (millis: Millis): string => new Date(millis).toISOString();

export const happened = (at: SQL, { within: since, before }: Ago, { now }: Pick<Question, 'now'>): SQL => {
  const parts = [
    before === undefined
      ? sql`${at} <= ${instant(now)}::timestamptz`
      : sql`${at} < ${instant(now - durationMillis(before))}::timestamptz`,
    ...(since === undefined ? [] : [sql`${at} >= ${instant(now - durationMillis(since))}::timestamptz`]),
  ];
  return sql.join(parts, sql` and `);
};

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

/** Orders `o` that stand, of what is asked for. */
export const standingOrders = (asked: About, question: Question): SQL =>
  sql`from orders o where o.customer_id = c.id and o.state not in ('cancelled', 'returned')${hasLine(sql`o.lines`, asked, question)}`;

/** Carts `k` that are open and not empty. */
export const openCarts = (asked: About, question: Question): SQL =>
  sql`from carts k where k.customer_id = c.id and k.state = 'open' and jsonb_array_length(k.lines) > 0${hasLine(sql`k.lines`, asked, question)}`;

/** Products `i` that were looked at, with their visits. */
export const lookedAt = ({ category, product }: About, { store }: Pick<Question, 'store'>): SQL => {
  const of = [
    ...(product === undefined ? [] : [sql` and i.product_id = ${productId(store, product)}::uuid`]),
    ...(category === undefined
      ? []
      : [sql` and exists (select from products p where p.id = i.product_id and p.category = ${category})`]),
  ];
  return sql`from interests i where i.customer_id = c.id${sql.join(of, sql``)}`;
};

/** When a `visit` of them was. */
export const visitedAt = sql`to_timestamp((visit ->> 'at')::float8 / 1000)`;

/** Messages `m` that they got. */
export const gotMessages = ({
  channel,
  journey,
}: Pick<Extract<Fact, { clicks: unknown }>['clicks'], 'channel' | 'journey'>): SQL => {
  const of = [
    ...(channel === undefined ? [] : [sql` and m.channel = ${channel}`]),
    ...(journey === undefined ? [] : [sql` and m.journey = ${journey}`]),
  ];
  return sql`from messages m where m.customer_id = c.id${sql.join(of, sql``)}`;
};
