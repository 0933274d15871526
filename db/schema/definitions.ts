import { integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Definition } from '../../domain/definitions/definition.ts';
import { instant, ofStore } from './columns.ts';

/**
 * Segments that stores made themselves, one row a saved version, never changed: of a name the newest version holds. Written by
 * the api, the console and `npm run definition`.
 */
export const definitions = pgTable(
  'definitions',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    /** The shop's own short name of it: `lamp-buyers`; among segments `saved:lamp-buyers`. */
    name: text().notNull(),
    /** Counts what was saved of the name, from 1. */
    version: integer().notNull(),
    body: jsonb().$type<Definition>().notNull(),
    /** `retired`: nobody is in it any more; its versions stay to be seen. */
    state: text().$type<'standing' | 'retired'>().notNull(),
    /** As in the audit log. */
    savedBy: text().notNull(),
    why: text().notNull(),
    savedAt: instant().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [unique().on(table.storeId, table.name, table.version)],
);
