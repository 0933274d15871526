import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { StoreId } from '../../domain/ids.ts';
import { instant } from './columns.ts';

/**
 * Who did what: one row an act of an operator, a key or a command, never changed. Written in the act's own
 * transaction by whoever acts.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    id: uuid().primaryKey(),
    at: instant().notNull(),
    /** `operator:<id>`, `key:<id>`, `command:<name>` or `process:<name>`. */
    actor: text().notNull(),
    /** `message.resolved`, `key.created`, `customer.erased`. */
    act: text().notNull(),
    /** Kind and id of what it was done to: `message/<id>`; never an address. */
    subject: text().notNull(),
    storeId: text().$type<StoreId>(),
    /** Ids, counts and choices; nothing personal. */
    detail: jsonb().$type<Readonly<Record<string, string | number | boolean>>>().notNull().default({}),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [index().on(table.at), index().on(table.subject)],
);
