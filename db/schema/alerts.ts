import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { AlertKind } from '../../domain/alerts/alert.ts';
import type { AlertId, CustomerId, ProductId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { instant, ofStore } from './columns.ts';

/** How far the customers of an alert have been told: those who asked in the order in which they did, then the others by id. */
export type AlertPlace =
  | { readonly part: 'asked'; readonly after?: { readonly at: Instant; readonly customer: CustomerId } }
  | { readonly part: 'others'; readonly after?: CustomerId };

/**
 * What happened to products that customers may want to hear of: one row, however many they are. Written by intake, then
 * by whoever tells the customers, batch by batch.
 */
export const productAlerts = pgTable(
  'product_alerts',
  {
    id: uuid().$type<AlertId>().primaryKey(),
    storeId: ofStore(),
    productId: uuid().$type<ProductId>().notNull(),
    kind: text().$type<AlertKind>().notNull(),
    /** When it happened. */
    at: instant().notNull(),
    /** `told`: everybody was; `over`: it was not true any more, or too old, before everybody was. */
    state: text().$type<'open' | 'told' | 'over'>().notNull(),
    place: jsonb().$type<AlertPlace>().notNull(),
    /** When the next customers are told. */
    notBefore: instant().notNull(),
    /** How many customers a run began for. */
    told: integer().notNull().default(0),
    closedAt: instant(),
  },
  (table) => [
    index('product_alerts_open_index')
      .on(table.notBefore)
      .where(sql`state = 'open'`),
    index().on(table.productId, table.at),
    // Lists a store's newest.
    index().on(table.storeId, table.at),
  ],
);

/** What products cost, from when on; the reduction of a price is measured by it. Written by intake. */
export const productPrices = pgTable(
  'product_prices',
  {
    productId: uuid().$type<ProductId>().notNull(),
    at: instant().notNull(),
    storeId: ofStore(),
    price: integer().notNull(),
    currency: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.productId, table.at] })],
);
