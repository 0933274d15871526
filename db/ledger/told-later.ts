import { and, eq, inArray, sql } from 'drizzle-orm';
import { afterProviderEvent, messageStates, type SentState } from '../../domain/message-state.ts';
import type { Queries } from '../client.ts';
import { messages } from '../schema/index.ts';
import type { MessageRow } from './ledger.ts';

/** The provider's id of a message that a person says was sent, until the provider tells its own. */
export const saidByOperator = 'said-by-operator';

/** What a provider told of a message by webhook or list. */
export interface ProviderTold {
  readonly state: SentState;
  readonly providerId: string;
  /** When it happened, as the provider says. */
  readonly at: Date;
}

/**
 * Writes what the provider told of a message, in whatever order it tells: an event that the message is past
 * changes its times only. Undefined when there is no such message.
 */
export const recordDelivery = async (
  db: Queries,
  id: string,
  { state, providerId, at }: ProviderTold,
): Promise<MessageRow | undefined> => {
  const moves = inArray(
    messages.state,
    messageStates.filter((before) => afterProviderEvent(before, state) !== before),
  );
  const told = at.toISOString();
  const [row] = await db
    .update(messages)
    .set({
      state: sql`case when ${moves} then ${state} else ${messages.state} end`,
      reason: sql`case when ${moves} then null else ${messages.reason} end`,
      lastError: sql`case when ${moves} then null else ${messages.lastError} end`,
      notBefore: null,
      providerId: sql`coalesce(nullif(${messages.providerId}, ${saidByOperator}), ${providerId})`,
      acceptedAt: sql`coalesce(${messages.acceptedAt}, ${told}::timestamptz)`,
      ...(state !== 'accepted' && { settledAt: sql`greatest(${messages.settledAt}, ${told}::timestamptz)` }),
    })
    .where(eq(messages.id, id))
    .returning();
  return row;
};

/**
 * Ends an `unknown` by proof or by a person's word: it was sent (`accepted`, with the provider's id where it is
 * known) or it was not (`failed`). It is never sent again. Undefined when the message is not unknown (any more).
 */
export const resolveUnknown = async (
  db: Queries,
  id: string,
  to: 'accepted' | 'failed',
  { at, providerId = saidByOperator }: { readonly at: Date; readonly providerId?: string },
): Promise<MessageRow | undefined> => {
  const resolved =
    to === 'accepted'
      ? ({ state: to, reason: null, providerId, acceptedAt: at } as const)
      : ({ state: to, reason: 'not_accepted' } as const);
  const [row] = await db
    .update(messages)
    .set(resolved)
    .where(and(eq(messages.id, id), eq(messages.state, 'unknown')))
    .returning();
  return row;
};
