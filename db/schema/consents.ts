import { index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ConsentProof } from '../../domain/consent.ts';
import type { ContactKind } from '../../domain/contact.ts';
import type { Channel, Purpose } from '../../domain/journey.ts';
import type { List } from '../../domain/lists.ts';
import type { SuppressionPurpose, SuppressionReason } from '../../domain/suppression.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/**
 * Consent given and withdrawn, one row an act, never changed: of a list, and of marketing at large, the newest act
 * by `at` holds. Written by intake, the pages that customers leave and come back through, and the provider webhooks.
 */
export const consents = pgTable(
  'consents',
  {
    storeId: ofStore(),
    customerId: ofCustomer(),
    channel: text().$type<Channel>().notNull(),
    purpose: text().$type<Purpose>().notNull(),
    /** The list that the act is limited to; empty: the whole purpose. */
    list: text().$type<List>().notNull().default(''),
    state: text().$type<'granted' | 'withdrawn'>().notNull(),
    at: instant().notNull(),
    /** Where it was given: `newsletter form`, `checkout`. */
    source: text().notNull(),
    proof: jsonb().$type<ConsentProof>().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('consents_act_index').on(table.customerId, table.channel, table.purpose, table.list, table.at),
  ],
);

/**
 * Addresses that get nothing more, one row a reason and what it stops: each comes and goes by itself. A row holds
 * while `at` is not before `lifted_at` and `until` is not over. Written by the unsubscribe pages, the provider
 * webhooks and the worker's look-ups; by operators, keys and `npm run suppressions`; by an erasure, which leaves a
 * keyed hash in place of the address; by intake, when an address that was erased comes back.
 */
export const suppressions = pgTable(
  'suppressions',
  {
    storeId: ofStore(),
    channel: text().$type<Channel>().notNull(),
    /** Normalised address; of an erased customer `hmac:` and its keyed hash. */
    address: text().notNull(),
    reason: text().$type<SuppressionReason>().notNull(),
    /** What it stops; no more than what its reason concerns. */
    purpose: text().$type<SuppressionPurpose>().notNull().default('all'),
    /** The one list of the purpose that it stops; empty: all of it. */
    list: text().$type<List>().notNull().default(''),
    /** The newest occurrence of the reason. */
    at: instant().notNull(),
    /** Of a reason that passes by itself; null: it stays. */
    until: instant(),
    /** The newest time that somebody lifted it: an older occurrence that is told later does not bring it back. */
    liftedAt: instant(),
  },
  (table) => [
    uniqueIndex('suppressions_address_index').on(
      table.storeId,
      table.channel,
      table.address,
      table.reason,
      table.purpose,
      table.list,
    ),
    index().on(table.storeId, table.reason, table.at),
  ],
);

/**
 * The newest time that a customer did something of a kind themselves: what reference durations count from. Written
 * by intake and the provider webhooks.
 */
export const lastContacts = pgTable(
  'last_contacts',
  {
    storeId: ofStore(),
    customerId: ofCustomer(),
    kind: text().$type<ContactKind>().notNull(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.kind] })],
);
