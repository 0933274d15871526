import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { BounceKind } from '../../domain/bounce-policy.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { SentState } from '../../domain/message-state.ts';
import type { SuppressionReason } from '../../domain/suppression.ts';
import type { Database, Queries } from '../client.ts';
import { lockCustomer, type MessageRow } from './ledger.ts';
import { recordDelivery } from './told-later.ts';
import { recountRun } from '../road/run-closing.ts';
import { messages, providerEvents } from '../schema/index.ts';
import { recordContact } from '../customers/contacts.ts';
import { suppress, suppressAsTold } from '../customers/suppressions.ts';

/** What a provider told of one message; nothing personal. */
export interface ProviderEvent {
  readonly provider: string;
  /** The provider's own id of the event. */
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  /** The provider's id of the message. */
  readonly providerId: string;
  /** Our id of the message, as it came back in a tag. */
  readonly messageId?: string | undefined;
  /** What it means to the ledger; null when it means nothing there. */
  readonly means: SentState | null;
  readonly bounce?: BounceKind | undefined;
  /** The recipient wants nothing more on this channel. */
  readonly stops?: boolean;
  /** The provider's classification. */
  readonly detail?: Readonly<Record<string, string>>;
}

/** `waiting`: kept until a message is known by the provider's id. */
export type ProviderEventFate = 'applied' | 'waiting' | 'duplicate';

type EventRow = typeof providerEvents.$inferSelect;

/** Keeps an event of a provider, once, and applies it to its message. Told again it changes nothing. */
export const takeProviderEvent = async (db: Database, event: ProviderEvent): Promise<ProviderEventFate> =>
  db.transaction(async (transaction) => {
    const { provider, eventId, type, occurredAt, receivedAt, providerId, messageId, means, bounce } = event;
    const detail = { ...event.detail, ...(bounce && { bounce }), ...(event.stops && { stops: 'yes' }) };
    const [kept] = await transaction
      .insert(providerEvents)
      .values({ id: v7(), provider, eventId, type, occurredAt, receivedAt, providerId, means, detail })
      .onConflictDoNothing()
      .returning();
    if (!kept) return 'duplicate';
    const message = await findMessage(transaction, provider, providerId, messageId);
    if (!message) return 'waiting';
    await applyEvent(transaction, kept, message);
    // The message may be known by the provider's id only now.
    for (const earlier of await waitingFor(transaction, provider, providerId)) {
      await applyEvent(transaction, earlier, message);
    }
    return 'applied';
  });

/** Events that wait for a message with this id; one that another process applies just now is left to it. */
const waitingFor = async (transaction: Queries, provider: string, providerId: string): Promise<readonly EventRow[]> =>
  transaction
    .select()
    .from(providerEvents)
    .where(
      and(
        eq(providerEvents.provider, provider),
        eq(providerEvents.providerId, providerId),
        isNull(providerEvents.messageId),
      ),
    )
    .orderBy(asc(providerEvents.occurredAt))
    .for('update', { skipLocked: true });

/** A message, and whose it was when it was found. */
export type Found = Pick<MessageRow, 'id' | 'customerId'>;

/** By the provider's id, or by ours: the answer with the provider's may have been lost. */
const findMessage = async (
  queries: Queries,
  provider: string,
  providerId: string,
  messageId: string | undefined,
): Promise<Found | undefined> => {
  const found = { id: messages.id, customerId: messages.customerId };
  const from = () => queries.select(found).from(messages);
  const [known] = await from().where(and(eq(messages.provider, provider), eq(messages.providerId, providerId)));
  if (known || messageId === undefined) return known;
  const [tagged] = await from().where(and(eq(messages.id, messageId), eq(messages.provider, provider)));
  return tagged;
};

/** A link of a message was followed: its reader did something, whatever a scanner may have done. */
const clicked = 'email.clicked';

/** Gives a kept event to its message: the ledger's state, the run's counts, the suppressions of the address. */
const applyEvent = async (transaction: Queries, event: EventRow, message: Found): Promise<void> => {
  const customer = await lockOwner(transaction, message);
  await transaction.update(providerEvents).set({ messageId: message.id }).where(eq(providerEvents.id, event.id));
  if (event.means !== null) {
    const told = { state: event.means as SentState, providerId: event.providerId!, at: event.occurredAt };
    const row = await recordDelivery(transaction, message.id, told);
    if (row) await recountRun(transaction, row.runId);
  }
  const [row] = await transaction.select().from(messages).where(eq(messages.id, message.id));
  // Without its bytes the customer was erased.
  if (!row?.frozen) return;
  const address = { storeId: row.storeId, channel: row.channel, address: row.frozen.to };
  if (event.means !== null && event.means !== 'accepted') await suppressAsTold(transaction, customer, address);
  if (event.type === clicked) {
    await recordContact(transaction, {
      storeId: row.storeId,
      customerId: customer,
      kind: 'click',
      at: event.occurredAt,
    });
  }
  if (event.detail['stops']) await suppress(transaction, { ...address, reason: 'stopped' }, event.occurredAt);
};

/** Suppresses the address that a message was for, as the provider said when it refused the message. */
export const suppressRecipient = async (
  db: Database,
  message: Found,
  reason: SuppressionReason,
  at: Date,
): Promise<void> =>
  db.transaction(async (transaction) => {
    await lockOwner(transaction, message);
    const [row] = await transaction.select().from(messages).where(eq(messages.id, message.id));
    // Without its bytes the customer was erased.
    if (!row?.frozen) return;
    const { storeId, channel, frozen } = row;
    await suppress(transaction, { storeId, channel, address: frozen.to, reason }, at);
  });

/** Locks the message's customer; a merge may give it another one while this waits for the lock. */
export const lockOwner = async (transaction: Queries, message: Found): Promise<CustomerId> => {
  for (let owner = message.customerId; ;) {
    await lockCustomer(transaction, owner);
    const [now] = await transaction
      .select({ customer: messages.customerId })
      .from(messages)
      .where(eq(messages.id, message.id));
    if (!now || now.customer === owner) return owner;
    owner = now.customer;
  }
};

/**
 * Applies events that came before their message was known by the provider's id, received after `since`; at most
 * `limit`. Safe in several processes at once. Returns how many there were.
 */
export const applyWaitingEvents = async (db: Database, since: Date, limit: number): Promise<number> => {
  const waiting = await db
    .select({ event: providerEvents.id, id: messages.id, customerId: messages.customerId })
    .from(providerEvents)
    .innerJoin(
      messages,
      and(eq(messages.provider, providerEvents.provider), eq(messages.providerId, providerEvents.providerId)),
    )
    .where(and(isNull(providerEvents.messageId), gt(providerEvents.receivedAt, since)))
    .orderBy(asc(providerEvents.occurredAt))
    .limit(limit);
  for (const { event, ...message } of waiting) {
    await db.transaction(async (transaction) => {
      const [held] = await transaction
        .select()
        .from(providerEvents)
        .where(and(eq(providerEvents.id, event), isNull(providerEvents.messageId)))
        .for('update', { skipLocked: true });
      if (held) await applyEvent(transaction, held, message);
    });
  }
  return waiting.length;
};
