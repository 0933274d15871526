import { and, desc, eq } from 'drizzle-orm';
import { decidingAct, isProven } from '../../domain/consent.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Queries } from '../client.ts';
import { readStorePolicy } from '../policies/policies.ts';
import { consents, suppressions } from '../schema/index.ts';
import { recordContact } from './contacts.ts';
import { recordConsent } from './consents.ts';
import { liftSuppression, notLifted, suppress } from './suppressions.ts';

/** Who replied, as one store knows them: the customer is locked. */
export interface Replier {
  readonly storeId: StoreId;
  readonly customerId: CustomerId;
}

export interface Reply {
  readonly channel: Channel;
  readonly address: string;
  readonly occurredAt: Date;
  readonly reply?: { readonly id: string; readonly words: string };
}

const stopSource = 'STOP reply';

const proofOf = ({ reply }: Reply) => ({
  how: 'reply to a message',
  ...(reply && { message: reply.id, words: reply.words }),
});

/**
 * STOP: nothing more goes to the address, or no marketing where the store's policy says so; the consent is withdrawn. By WhatsApp
 * it always ends all: whoever opts out there gets nothing of the shop there (https://business.whatsapp.com/policy).
 */
export const takeStop = async (transaction: Queries, replier: Replier, reply: Reply): Promise<void> => {
  const { channel, address, occurredAt: at } = reply;
  const { policy } = await readStorePolicy(transaction, replier.storeId, at);
  const purpose = channel === 'whatsapp' || policy.smsReplies.stopEndsTransactional ? 'all' : 'marketing';
  await suppress(transaction, { storeId: replier.storeId, channel, address, reason: 'stopped', purpose }, at);
  const act = { ...replier, channel, purpose: 'marketing', list: '', state: 'withdrawn', at } as const;
  await recordConsent(transaction, { ...act, source: stopSource, proof: proofOf(reply) });
};

/**
 * START: gives back what a STOP took, and nothing else: who had agreed to nothing has still agreed to nothing.
 *
 * @returns false when no STOP of this address holds.
 */
export const takeStart = async (transaction: Queries, replier: Replier, reply: Reply): Promise<boolean> => {
  const { channel, address, occurredAt: at } = reply;
  const { storeId, customerId } = replier;
  const key = { storeId, channel, address, reason: 'stopped' } as const;
  const held = await transaction
    .select({ purpose: suppressions.purpose, list: suppressions.list })
    .from(suppressions)
    .where(
      and(
        eq(suppressions.storeId, storeId),
        eq(suppressions.channel, channel),
        eq(suppressions.address, address),
        eq(suppressions.reason, 'stopped'),
        notLifted,
      ),
    );
  if (held.length === 0) return false;
  for (const scope of held) await liftSuppression(transaction, { ...key, ...scope }, at);
  await recordContact(transaction, { storeId, customerId, kind: 'reply', at });
  for (const list of await takenByStop(transaction, replier, channel)) {
    const act = { storeId, customerId, channel, purpose: 'marketing', list, state: 'granted', at } as const;
    await recordConsent(transaction, { ...act, source: 'START reply', proof: proofOf(reply) });
  }
  return true;
};

/** What the customer had agreed to when their newest act, a STOP, took it: lists, and the whole (empty). */
const takenByStop = async (
  transaction: Queries,
  { customerId }: Replier,
  channel: Channel,
): Promise<readonly string[]> => {
  const rows = await transaction
    .select()
    .from(consents)
    .where(and(eq(consents.customerId, customerId), eq(consents.channel, channel), eq(consents.purpose, 'marketing')))
    .orderBy(desc(consents.at));
  const stop = rows.findIndex(({ list }) => list === '');
  if (rows[stop]?.source !== stopSource) return [];
  const before = rows.filter(({ at }, index) => index > stop && at <= rows[stop]!.at);
  const lists = [...new Set(before.map(({ list }) => list))];
  const newest = lists.map((list) => before.find((act) => act.list === list)!);
  const acts = newest.map(({ list, state, at, proof }) => ({ list, state, at: +at, proven: isProven(proof) }));
  return lists.filter((list) => decidingAct(acts, list === '' ? undefined : list)?.state === 'granted');
};
