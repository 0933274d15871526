import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { OfferTerms } from '../../domain/offers/terms.ts';
import type { CustomerId, OrderId } from '../../domain/ids.ts';
import type { CodeSource } from '../../domain/policy/offers.ts';
import { instant, ofStore } from './columns.ts';
import { customers } from './customers.ts';
import { messages } from './ledger.ts';

/**
 * Where a code stands. `free`; `leased` to a step that is being made ready; `reserved` by a claim; `given`: the message
 * was accepted; `kept`: nobody knows whether it was, so the code is its customer's alone; `redeemed` by an order.
 */
export const codeStates = ['free', 'leased', 'reserved', 'given', 'kept', 'redeemed'] as const;
export type CodeState = (typeof codeStates)[number];

/**
 * The codes of offers. Leased and reserved by the gate, imported by the api and `npm run offers`; what follows from
 * messages and redemptions is written by a trigger (db/repeatable/offer-codes.sql), whoever changes those.
 */
export const offerCodes = pgTable(
  'offer_codes',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    offer: text().notNull(),
    code: text().notNull(),
    source: text().$type<CodeSource['from']>().notNull(),
    state: text().$type<CodeState>().notNull(),
    /** Of a code of the shop: when it stops working there. */
    usableUntil: instant(),
    /** Idempotency key of the step that had it last: the same step gets the same code again. */
    leasedFor: text(),
    /** In real time; a lease that is over frees the code. */
    leasedUntil: instant(),
    customerId: uuid()
      .$type<CustomerId>()
      .references(() => customers.id),
    /** What it was promised with, and until when it holds, in the store's time. */
    terms: jsonb().$type<OfferTerms>(),
    expiresAt: instant(),
    reservedAt: instant(),
    givenAt: instant(),
    redeemedAt: instant(),
    /** True: never free again, whatever becomes of its messages: its customer was erased. */
    spent: boolean().notNull().default(false),
    createdAt: instant().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    // One code is one customer's, but for those that are everybody's by the shop's own will.
    uniqueIndex('offer_codes_code_unique')
      .on(table.storeId, table.code)
      .where(sql`source <> 'fixed'`),
    index('offer_codes_free_index')
      .on(table.storeId, table.offer, table.source, table.id)
      .where(sql`state = 'free'`),
    index('offer_codes_leased_index')
      .on(table.storeId, table.offer, table.leasedUntil)
      .where(sql`state = 'leased'`),
    index('offer_codes_step_index').on(table.leasedFor),
    index().on(table.storeId, table.code),
    index().on(table.customerId, table.reservedAt),
  ],
);

/** Which code a message carries; several messages may show one again. Written by the gate, in the claim's transaction. */
export const offerCodeMessages = pgTable(
  'offer_code_messages',
  {
    messageId: uuid()
      .primaryKey()
      .references(() => messages.id, { onDelete: 'cascade' }),
    codeId: uuid()
      .notNull()
      .references(() => offerCodes.id),
  },
  (table) => [index().on(table.codeId)],
);

/** Codes that orders used, one row an order and code. Written by intake and by the api's redemption. */
export const offerRedemptions = pgTable(
  'offer_redemptions',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    codeId: uuid()
      .notNull()
      .references(() => offerCodes.id),
    orderId: uuid().$type<OrderId>().notNull(),
    customerId: uuid()
      .$type<CustomerId>()
      .references(() => customers.id),
    at: instant().notNull(),
    /** The customer is not the one who got the code, or nobody had got it. */
    stranger: boolean().notNull(),
    /** Since when it does not count any more: the order was cancelled or returned, and the offer allows it. */
    reopenedAt: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.orderId, table.codeId),
    index().on(table.codeId),
    index().on(table.customerId),
    index().on(table.storeId, table.at),
  ],
);
