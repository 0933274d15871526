import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Address } from '../../domain/civil/place.ts';
import type { YearlyDay } from '../../domain/civil/yearly.ts';
import type { CustomerId } from '../../domain/ids.ts';
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
    /** The month and the day, `05-14`; the year is never kept. */
    birthday: text().$type<YearlyDay>(),
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
    // Goes through a store's customers page by page.
    index().on(table.storeId, table.id),
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
