import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { InterestId, TicketId } from '../../domain/ids.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/** What members have in the shop's loyalty programme, as last told. Written by intake. */
export const loyaltyAccounts = pgTable('loyalty_accounts', {
  customerId: ofCustomer().primaryKey(),
  storeId: ofStore(),
  points: integer().notNull().default(0),
  tier: text(),
  /** When points were last used. */
  redeemedAt: instant(),
  /** Occurrence of the newest event applied. */
  updatedAt: instant().notNull(),
});

/** Categories whose news customers asked for, by a form. Written by intake. */
export const newsRequests = pgTable(
  'news_requests',
  {
    customerId: ofCustomer(),
    storeId: ofStore(),
    id: uuid().$type<InterestId>().notNull(),
    /** As the form has it. */
    category: text().notNull(),
    /** Of the newest form. */
    declaredAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.id] })],
);

/** What customers asked customer service about: only that they did, and until when. Written by intake. */
export const serviceCases = pgTable(
  'service_cases',
  {
    id: uuid().$type<TicketId>().primaryKey(),
    storeId: ofStore(),
    customerId: ofCustomer(),
    openedAt: instant().notNull(),
    /** Null while it is open. */
    closedAt: instant(),
  },
  (table) => [index().on(table.customerId, table.openedAt)],
);
