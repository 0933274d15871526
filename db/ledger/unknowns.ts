import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Database, Queries } from '../client.ts';
import type { MessageRow } from './ledger.ts';
import { messages } from '../schema/index.ts';

/** Which unknown messages are looked up; instants in the store's time, spans too. */
export interface LookUpPlan {
  readonly now: Millis;
  /** Providers whose record can be searched. */
  readonly providers: readonly string[];
  readonly limit: number;
  /** How long after the claim a message is looked up first: the call may still be under way, the record late. */
  readonly firstAfter: Millis;
  /** The pause after the first look, doubled after each, up to `maxPause`. */
  readonly pause: Millis;
  readonly maxPause: Millis;
  /** How long after the claim the record is asked no more: a person decides. */
  readonly giveUpAfter: Millis;
}

const at = (millis: Millis) => sql`${new Date(millis).toISOString()}::timestamptz`;

/**
 * Takes unknown messages whose turn it is, each for one look: no other process takes them before the pause is
 * over, also when this one dies.
 */
export const takeUnknowns = async (db: Database, plan: LookUpPlan): Promise<readonly MessageRow[]> => {
  if (plan.providers.length === 0) return [];
  const due = db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.state, 'unknown'),
        inArray(messages.provider, [...plan.providers]),
        isNotNull(messages.frozen),
        sql`${messages.claimedAt} between ${at(plan.now - plan.giveUpAfter)} and ${at(plan.now - plan.firstAfter)}`,
        sql`coalesce(${messages.nextLookUpAt} <= ${at(plan.now)}, true)`,
      ),
    )
    .orderBy(asc(messages.claimedAt))
    .limit(plan.limit)
    .for('update', { skipLocked: true });
  const pause = sql`least(${plan.pause}::float8 * 2 ^ ${messages.lookUps}, ${plan.maxPause}::float8)`;
  return (
    db
      .update(messages)
      .set({
        lookUps: sql`${messages.lookUps} + 1`,
        nextLookUpAt: sql`${at(plan.now)} + ${pause} * interval '1 millisecond'`,
      })
      // As an array the rows are taken once: joined, PostgreSQL may take new ones for each row that it compares.
      .where(and(sql`${messages.id} = any(array(${due}))`, eq(messages.state, 'unknown')))
      .returning()
  );
};

/** Messages of unknown fate, the oldest claim first: what an operator has to look up. */
export const listUnknowns = async (queries: Queries, filter: { readonly store?: StoreId | undefined }, limit: number) =>
  queries
    .select({
      id: messages.id,
      storeId: messages.storeId,
      journey: messages.journey,
      step: messages.step,
      channel: messages.channel,
      provider: messages.provider,
      claimedAt: messages.claimedAt,
      lastError: messages.lastError,
      lookUps: messages.lookUps,
    })
    .from(messages)
    .where(and(eq(messages.state, 'unknown'), filter.store && eq(messages.storeId, filter.store)))
    .orderBy(asc(messages.claimedAt))
    .limit(limit);
