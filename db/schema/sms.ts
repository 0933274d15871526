import { integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { Purpose } from '../../domain/journey.ts';
import { ofStore } from './columns.ts';
import { messages } from './ledger.ts';

/**
 * What a store may spend and has spent on text messages on a civil day of its own, in blocks, so that no row serialises
 * a shop; in minor units of its currency. Made and taken from by the gate, in the claim's transaction; what was not
 * accepted after all is given back by a trigger on the ledger (db/repeatable/sms-budget.sql).
 */
export const smsBudgetBlocks = pgTable(
  'sms_budget_blocks',
  {
    storeId: ofStore(),
    purpose: text().$type<Purpose>().notNull(),
    /** `2026-06-10`, by the store's clock. */
    day: text().notNull(),
    block: smallint().notNull(),
    /** Null: counted, and not limited. */
    capacity: integer(),
    taken: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.purpose, table.day, table.block] })],
);

/** What a claim took of which blocks. Written with it; gone when the claim ends. */
export const smsBudgetTakes = pgTable(
  'sms_budget_takes',
  {
    messageId: uuid()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    purpose: text().$type<Purpose>().notNull(),
    day: text().notNull(),
    block: smallint().notNull(),
    amount: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.block] })],
);
