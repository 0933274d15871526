import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { IntentSignal } from '../../domain/intents/detect.ts';
import type { Visit } from '../../domain/intents/visits.ts';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/**
 * What customers are interested in: one row for each of the last products of a customer, with its last visits. Written by
 * intake, which keeps a limited number of them, and by whoever tells them of it; old ones leave by retention.
 */
export const interests = pgTable(
  'interests',
  {
    customerId: ofCustomer(),
    /** Of the catalogue, or not in it yet. */
    productId: uuid().$type<ProductId>().notNull(),
    storeId: ofStore(),
    /** Oldest first. */
    visits: jsonb().$type<readonly Visit[]>().notNull(),
    /** When they last showed interest in it. */
    lastAt: instant().notNull(),
    wishedAt: instant(),
    cartedAt: instant(),
    /** When they asked to be told that it can be bought again, or costs less; null again once they were. */
    stockAskedAt: instant(),
    priceAskedAt: instant(),
    /** What it cost when they last showed interest, in minor units. */
    seenPrice: integer(),
    seenCurrency: text(),
    /** When an alert about it last began for them. */
    toldAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.productId] }),
    // Who is interested in a product, in the order in which they are told.
    index('interests_product_index').on(table.productId, table.customerId),
    index('interests_stock_asked_index')
      .on(table.productId, table.stockAskedAt, table.customerId)
      .where(sql`stock_asked_at is not null`),
    index('interests_price_asked_index')
      .on(table.productId, table.priceAskedAt, table.customerId)
      .where(sql`price_asked_at is not null`),
  ],
);

/** The last time that a customer was seen to be about to choose: what they looked at until then does not count again. Written by intake. */
export const intents = pgTable('intents', {
  customerId: uuid().$type<CustomerId>().primaryKey(),
  storeId: ofStore(),
  signal: text().$type<IntentSignal>().notNull(),
  productId: uuid().$type<ProductId>().notNull(),
  at: instant().notNull(),
});
