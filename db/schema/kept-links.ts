import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Channel } from '../../domain/journey.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/**
 * Links of messages that left the ledger by age: an unsubscribe link works without limit. Written by a trigger of
 * the ledger (db/repeatable/kept-links.sql), whatever deletes a message.
 */
export const keptLinks = pgTable(
  'kept_links',
  {
    token: uuid().primaryKey(),
    storeId: ofStore(),
    customerId: ofCustomer(),
    channel: text().$type<Channel>().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [index().on(table.customerId)],
);
