import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Address } from '../../domain/civil/place.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Channel, Purpose } from '../../domain/journey.ts';
import type { SuppressionReason } from '../../domain/suppression.ts';
import type { Locale } from '../../domain/templates.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { instant, ofStore } from './columns.ts';

/**
 * A person known to a store. The row is the customer's lock: intake and gate take it first.
 * Written by intake.
 */
export const customers = pgTable(
  'customers',
  {
    id: uuid().$type<CustomerId>().primaryKey(),
    storeId: ofStore(),
    firstName: text(),
    locale: text().$type<Locale>(),
    timezone: text(),
    /** As much of it as hours and holidays depend on. */
    address: jsonb().$type<Address>(),
    /** Occurrence of the newest profile event applied. */
    profileAt: instant(),
    /** Of each profile field, the occurrence that set it: an older event changes nothing. */
    fieldTimes: jsonb().$type<Readonly<Record<string, Instant>>>().notNull().default({}),
    /** Set when this customer was merged into another: all its rows were moved there. */
    mergedInto: uuid().$type<CustomerId>(),
    /** Set when the customer was erased: no name leads to this row any more, and nothing personal is in it. */
    erasedAt: instant(),
    createdAt: instant().notNull(),
  },
  (table) => [
    index().on(table.storeId),
    index('customers_merged_index')
      .on(table.mergedInto)
      .where(sql`merged_into is not null`),
  ],
);

/** The customer that a row belongs to. */
export const ofCustomer = () =>
  uuid()
    .$type<CustomerId>()
    .notNull()
    .references(() => customers.id);

/** How a store knows a customer. Written by intake. */
export const customerAliases = pgTable(
  'customer_aliases',
  {
    storeId: ofStore(),
    kind: text().$type<'id' | 'email' | 'phone' | 'anonymous'>().notNull(),
    /** Normalised: e-mail in lower case, phone in E.164. */
    value: text().notNull(),
    customerId: ofCustomer(),
    /**
     * Newest profile event that gave it: of several e-mail addresses (or phones) messages go to the one
     * with the newest; one that only came along with carts or orders has none and comes last.
     */
    seenAt: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.kind, table.value] }), index().on(table.customerId)],
);

/** Consent given and withdrawn, one row an act, never changed: the newest act by `at` holds. Written by intake. */
export const consents = pgTable(
  'consents',
  {
    storeId: ofStore(),
    customerId: ofCustomer(),
    channel: text().$type<Channel>().notNull(),
    purpose: text().$type<Purpose>().notNull(),
    state: text().$type<'granted' | 'withdrawn'>().notNull(),
    at: instant().notNull(),
    /** Where it was given: `newsletter form`, `checkout`. */
    source: text().notNull(),
    /** The proof: wording and its version, address of the form, how. */
    proof: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.channel, table.purpose, table.at] })],
);

/**
 * Addresses that get nothing more, one row a reason: each comes and goes by itself. A row holds while `at` is
 * not before `lifted_at` and `until` is not over. Written by the unsubscribe pages, the provider webhooks and the
 * worker's look-ups; by an erasure, which leaves a keyed hash in place of the address; by intake, when an
 * address that was erased comes back.
 */
export const suppressions = pgTable(
  'suppressions',
  {
    storeId: ofStore(),
    channel: text().$type<Channel>().notNull(),
    /** Normalised address; of an erased customer `hmac:` and its keyed hash. */
    address: text().notNull(),
    reason: text().$type<SuppressionReason>().notNull(),
    /** The newest occurrence of the reason. */
    at: instant().notNull(),
    /** Of a reason that passes by itself; null: it stays. */
    until: instant(),
    /** The newest time that somebody lifted it: an older occurrence that is told later does not bring it back. */
    liftedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.channel, table.address, table.reason] })],
);

/**
 * Who a browser says it belongs to: proof of nothing. An order of a customer of that name also stops the visitor's
 * runs; no message is ever sent to a claim. Written by the api's browser events, the newest of a kind.
 */
export const customerClaims = pgTable(
  'customer_claims',
  {
    storeId: ofStore(),
    /** The visitor who claims. */
    customerId: ofCustomer(),
    kind: text().$type<'id' | 'email' | 'phone'>().notNull(),
    /** SHA-256 of store, kind and normalised value: enough to find it again. */
    hash: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.kind] }), index().on(table.hash, table.at)],
);
