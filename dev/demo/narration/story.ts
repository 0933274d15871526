import { and, count, desc, eq, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { Queries } from '../../../db/client.ts';
import { carts, messages, orders, runs } from '../../../db/schema/index.ts';
import { sentStates } from '../../../domain/message-state.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** A step that reached its end. */
export interface ToldMessage {
  readonly id: string;
  readonly outcome: 'accepted' | 'withheld' | 'failed' | 'unknown';
  readonly reason: string | null;
  readonly template: string;
  readonly to: string | null;
  readonly cart: string | null;
  readonly touchedAt: Date;
  readonly decidedAt: Date;
}

/** A run that an exit stopped. */
export interface ToldExit {
  readonly id: string;
  readonly event: string;
  readonly order: string | null;
  readonly cart: string | null;
  readonly sent: number;
  readonly exitedAt: Date;
}

const theCart = eq(sql`${carts.id}::text`, sql`${runs.event}->>'cartId'`);

/** Steps decided after `since`, in order. */
export const messagesSince = async (db: Queries, since: Millis): Promise<readonly ToldMessage[]> => {
  const rows = await db
    .select({
      id: messages.id,
      outcome: sql<
        ToldMessage['outcome']
      >`case when ${inArray(messages.state, [...sentStates])} then 'accepted' else ${messages.state} end`,
      reason: messages.reason,
      template: messages.template,
      to: sql<string | null>`${messages.frozen}->>'to'`,
      cart: carts.externalId,
      touchedAt: runs.touchedAt,
      decidedAt: messages.decidedAt,
    })
    .from(messages)
    .innerJoin(runs, eq(runs.id, messages.runId))
    .leftJoin(carts, theCart)
    .where(
      and(
        gt(messages.decidedAt, new Date(since)),
        inArray(messages.state, [...sentStates, 'withheld', 'failed', 'unknown']),
      ),
    )
    .orderBy(messages.decidedAt);
  return rows;
};

/** Runs that an exit stopped after `since`, in order. */
export const exitsSince = async (db: Queries, since: Millis): Promise<readonly ToldExit[]> => {
  const sent = db
    .select({ count: count() })
    .from(messages)
    .where(and(eq(messages.runId, runs.id), inArray(messages.state, [...sentStates])));
  const order = db
    .select({ id: orders.externalId })
    .from(orders)
    .where(and(eq(orders.customerId, runs.customerId), lte(orders.placedAt, runs.exitedAt)))
    .orderBy(desc(orders.placedAt))
    .limit(1);
  const rows = await db
    .select({
      id: runs.id,
      event: sql<string>`${runs.exitEvent}`,
      order: sql<string | null>`(${order})`,
      cart: carts.externalId,
      sent: sql<number>`(${sent})::int`,
      exitedAt: sql<Date>`${runs.exitedAt}`.mapWith(runs.exitedAt),
    })
    .from(runs)
    .leftJoin(carts, theCart)
    .where(and(isNotNull(runs.exitEvent), gt(runs.exitedAt, new Date(since))))
    .orderBy(runs.exitedAt);
  return rows;
};
