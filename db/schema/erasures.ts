import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../domain/ids.ts';
import { instant, ofStore } from './columns.ts';

/**
 * Requests to forget a customer, and their receipts. The request is written by the api and `npm run erase`, in
 * the transaction that marks the customer; the rest by the worker that carries it out. Nothing personal.
 */
export const erasures = pgTable(
  'erasures',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    /** Whose row stays, empty, with `erased_at`. */
    customerId: uuid().$type<CustomerId>().notNull(),
    /** Keyed hashes of the names that the customer was known by: the same request again finds this receipt. */
    names: text().array().notNull(),
    /** As in the audit log: `key:<id>`, `operator:<id>` or `command:erase`. */
    requestedBy: text().notNull(),
    requestedAt: instant().notNull(),
    /** Ids of the workflows whose histories are deleted; empty once they are gone. */
    workflows: text().array().notNull(),
    state: text().$type<'open' | 'closed'>().notNull(),
    /** Rows deleted or emptied so far, by table, and `histories` deleted in Temporal. */
    counts: jsonb().$type<Readonly<Record<string, number>>>().notNull().default({}),
    /** Turns taken; one turn is all unless Temporal or the database was away, or a send was under way. */
    attempts: integer().notNull().default(0),
    /** Real time until which one worker has it. */
    leasedUntil: instant(),
    /** Why the last turn did not close it. */
    waitsFor: text(),
    /** When a search found nothing more, in the tables and in Temporal. */
    verifiedAt: instant(),
    closedAt: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index().using('gin', table.names),
    index('erasures_open_index')
      .on(table.requestedAt)
      .where(sql`state = 'open'`),
  ],
);
