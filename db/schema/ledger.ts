import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, smallint, text, unique, uuid, primaryKey } from 'drizzle-orm/pg-core';
import type { RunId } from '../../domain/ids.ts';
import type { Channel, Purpose, Rank } from '../../domain/journey.ts';
import type { MessageState } from '../../domain/message-state.ts';
import type { PolicyVersions } from '../../domain/policy/policy.ts';
import type { FailedReason, LaterReason, WithheldReason } from '../../domain/reasons.ts';
import type { Facts } from '../../domain/rules/context.ts';
import type { TemplateId } from '../../domain/templates.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';
import { runs } from './road.ts';

/** An e-mail as its provider gets it. */
export interface FrozenEmail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A text message as its provider gets it; the sender's number is the provider's configuration. */
export interface FrozenSms {
  readonly to: string;
  readonly text: string;
}

/** A WhatsApp message as its provider gets it: words that were approved, and what fills their gaps. */
export interface FrozenWhatsapp {
  /** A phone number. */
  readonly to: string;
  /** As the customer reads it. */
  readonly text: string;
  /** Of the approved template, at the provider. */
  readonly content: string;
  readonly values: readonly string[];
}

/** A rendered message, frozen at its claim: what the provider gets, byte for byte, on every attempt. */
export type FrozenMessage = FrozenEmail | FrozenSms | FrozenWhatsapp;

export const isEmail = (message: FrozenMessage): message is FrozenEmail => 'html' in message;

export const isWhatsapp = (message: FrozenMessage): message is FrozenWhatsapp => 'content' in message;

/** What one rule of the gate said, with the values that it saw. */
export interface RecordedVerdict {
  readonly rule: string;
  readonly says: 'pass' | 'later' | 'withheld';
  readonly reason?: LaterReason | WithheldReason;
  /** Of `later`: when to ask again. */
  readonly at?: Instant;
  readonly saw: Readonly<Record<string, unknown>>;
}

/**
 * The ledger: one row per (run, step, channel), its decision and its fate. Written by the gate, and by
 * the sweeper for what a crash or a termination left behind.
 */
export const messages = pgTable(
  'messages',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    runId: uuid()
      .$type<RunId>()
      .notNull()
      .references(() => runs.id),
    journey: text().notNull(),
    customerId: ofCustomer(),
    step: text().notNull(),
    channel: text().$type<Channel>().notNull(),
    template: text().$type<TemplateId>().notNull(),
    purpose: text().$type<Purpose>().notNull(),
    /** Of the journey when it asked; null when the gate never was asked. */
    rank: text().$type<Rank>(),
    state: text().$type<MessageState>().notNull(),
    /** Of `planned` (why later), `withheld` and `failed`. */
    reason: text().$type<LaterReason | WithheldReason | FailedReason>(),
    dueAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** Of `planned`: when the gate will look again. */
    notBefore: instant(),
    decidedAt: instant().notNull(),
    /** The verdict of each rule, in order. */
    verdicts: jsonb().$type<readonly RecordedVerdict[]>().notNull(),
    /** What the rules decided from, and by which versions of the store's policy: enough to decide again. */
    facts: jsonb().$type<Facts>(),
    policyVersions: jsonb().$type<PolicyVersions>().notNull().default({}),
    /** What a step that is still planned, or that expired, waited for first. */
    cause: text().$type<LaterReason>(),
    /** Given to the provider; unique, so that one step is accepted once. */
    key: text().notNull().unique(),
    claimedAt: instant(),
    /** Opaque, in the message's unsubscribe link; known to its recipient alone. */
    linkToken: uuid().unique(),
    frozen: jsonb().$type<FrozenMessage>(),
    /** What it says in another language than its own, for want of a translation: `product/42`; null: nothing. */
    untranslated: text().array(),
    /** SHA-256 of the frozen message. */
    bodyHash: text(),
    provider: text(),
    /** Of a text message: its segments; and what it or a WhatsApp message costs, in minor units of the store's currency. */
    segments: smallint(),
    cost: integer(),
    /** Calls of the provider, over all claims. */
    attempts: integer().notNull().default(0),
    /** Calls under the present claim that may have been accepted for all we know; 0 releases the claim. */
    unsettled: integer().notNull().default(0),
    lastError: text(),
    providerId: text(),
    acceptedAt: instant(),
    /** When the provider says that it was delivered, bounced or complained about: the newest of them. */
    settledAt: instant(),
    /** Of `unknown`: how often the provider's record was asked for it, and when it is asked next; null: not asked yet. */
    lookUps: smallint().notNull().default(0),
    nextLookUpAt: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index('messages_provider_index').on(table.provider, table.providerId),
    unique().on(table.runId, table.step, table.channel),
    index().on(table.customerId, table.decidedAt),
    index().on(table.storeId, table.decidedAt),
    index('messages_pending_index')
      .on(table.decidedAt)
      .where(sql`state in ('planned', 'claimed')`),
    // What the customer got (`sentOrPerhaps`), newest first, and what still waits to be sent to them.
    index('messages_pressure_index')
      .on(table.customerId, sql`coalesce(claimed_at, accepted_at)`)
      .where(sql`state in ('claimed', 'unknown', 'accepted', 'delivered', 'bounced', 'complained')`),
    index('messages_planned_index')
      .on(table.customerId)
      .where(sql`state = 'planned'`),
    index('messages_facts_index')
      .on(table.decidedAt)
      .where(sql`facts is not null`),
    index('messages_unknown_index')
      .on(table.claimedAt)
      .where(sql`state = 'unknown'`),
  ],
);

/**
 * What a provider told of its messages by webhook or list, each event once. Written by the api's provider
 * webhooks and by the worker's look-ups.
 */
export const providerEvents = pgTable(
  'provider_events',
  {
    id: uuid().primaryKey(),
    provider: text().notNull(),
    /** The provider's own id of the event. */
    eventId: text().notNull(),
    /** Null while no message of ours is known by the provider's id. */
    messageId: uuid().references(() => messages.id, { onDelete: 'cascade' }),
    providerId: text(),
    /** The provider's own word: `email.bounced`, `undelivered`. */
    type: text().notNull(),
    /** What it means to the ledger; null when it means nothing there. */
    means: text().$type<MessageState>(),
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull(),
    /** The provider's classification, such as bounce type and error code; nothing personal. */
    detail: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.provider, table.eventId),
    index().on(table.messageId),
    index('provider_events_waiting_index')
      .on(table.provider, table.providerId)
      .where(sql`message_id is null`),
  ],
);

/**
 * After a restore: what a provider accepted and the ledger has no step for. Whoever owns the address is left
 * alone for a while. Written by `npm run restored`.
 */
export const unplacedAcceptances = pgTable(
  'unplaced_acceptances',
  {
    provider: text().notNull(),
    providerId: text().notNull(),
    channel: text().$type<Channel>().notNull(),
    /** SHA-256 of the normalised address, in hexadecimal. */
    addressHash: text().notNull(),
    acceptedAt: instant().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerId] }), index().on(table.addressHash)],
);

/** The local outbox's own record of what it accepted, the provider when no other is configured. Written by it alone. */
export const localOutbox = pgTable('local_outbox', {
  key: text().primaryKey(),
  id: uuid().notNull().unique(),
  claimedAt: instant().notNull(),
  acceptedAt: instant().notNull(),
  message: jsonb().$type<FrozenMessage>().notNull(),
});
