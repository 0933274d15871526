import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { IntentSignal } from '../../domain/intents/detect.ts';
import type { Visit } from '../../domain/intents/visits.ts';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/**
 * What customers look at, counted: one row for each of the last products of a customer, with its last visits. Written by
 * intake, which keeps a limited number of them; old ones leave by retention.
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
  },
  (table) => [primaryKey({ columns: [table.customerId, table.productId] })],
);

/** The last time that a customer was seen to be about to choose: what they looked at until then does not count again. Written by intake. */
export const intents = pgTable('intents', {
  customerId: uuid().$type<CustomerId>().primaryKey(),
  storeId: ofStore(),
  signal: text().$type<IntentSignal>().notNull(),
  productId: uuid().$type<ProductId>().notNull(),
  at: instant().notNull(),
});
