import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { PauseRule, PauseScope } from '../../domain/switches/pause.ts';
import type { SendingMode } from '../../domain/switches/sending-mode.ts';
import { instant, ofStore } from './columns.ts';

/**
 * What people hold back for a while, and have held back: never deleted, for a lifted pause still says what becomes of
 * the messages that it held. Written by the api, the console and `npm run switch`, under the store's lock of switches.
 */
export const pauses = pgTable(
  'pauses',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    /** What it is about, part by part; `*`: whatever it is. */
    journey: text().notNull(),
    channel: text().$type<PauseScope['channel']>().notNull(),
    purpose: text().$type<PauseScope['purpose']>().notNull(),
    step: text().notNull(),
    season: text().$type<PauseScope['season']>().notNull(),
    rule: text().$type<PauseRule>().notNull(),
    spreadSeconds: integer().notNull(),
    since: instant().notNull(),
    /** As in the audit log. */
    pausedBy: text().notNull(),
    why: text().notNull(),
    liftedAt: instant(),
    liftedBy: text(),
    liftedWhy: text(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('pauses_standing_index')
      .on(table.storeId, table.journey, table.channel, table.purpose, table.step, table.season)
      .where(sql`lifted_at is null`),
    index().on(table.storeId, table.liftedAt),
  ],
);

/**
 * How far stores and journeys have gone live, one row a change: the one that nothing ended holds. Without one, all is
 * on. Written by the api, the console, `npm run switch` and `npm run store`, under the store's lock of switches.
 */
export const sendingModes = pgTable(
  'sending_modes',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    /** A journey's name; `*`: the whole store. */
    journey: text().notNull(),
    mode: text().$type<SendingMode>().notNull(),
    since: instant().notNull(),
    /** As in the audit log. */
    setBy: text().notNull(),
    why: text().notNull(),
    /** When another took its place. */
    until: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('sending_modes_current_index')
      .on(table.storeId, table.journey)
      .where(sql`until is null`),
  ],
);

/**
 * Who gets messages while a store or a journey is on trial. Written by the api, the console and `npm run switch`, under
 * the store's lock of switches; moved by a merge.
 */
export const allowlist = pgTable(
  'allowlist',
  {
    storeId: ofStore(),
    kind: text().$type<'customer' | 'address'>().notNull(),
    /** Our id of the customer, or the SHA-256 of the normalised address in hexadecimal. */
    value: text().notNull(),
    addedAt: instant().notNull(),
    /** As in the audit log. */
    addedBy: text().notNull(),
    why: text().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.kind, table.value] })],
);
