import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { BrakeLevel, BrakeMetric } from '../../domain/deliverability/brake-levels.ts';
import type { Channel } from '../../domain/journey.ts';
import { instant, ofStore } from './columns.ts';
import { messages } from './ledger.ts';

/**
 * What became of messages, by the hour (in the store's time). Written by triggers on the ledger and on consents alone
 * (db/repeatable/sending-counts.sql), whoever changes those. Several parts a count, so that acceptances of one journey
 * do not wait for one row.
 */
export const sendingCounts = pgTable(
  'sending_counts',
  {
    storeId: ofStore(),
    hour: instant().notNull(),
    journey: text().notNull(),
    channel: text().$type<Channel>().notNull(),
    part: smallint().notNull(),
    accepted: integer().notNull().default(0),
    bounced: integer().notNull().default(0),
    complained: integer().notNull().default(0),
    unsubscribed: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.channel, table.hour, table.journey, table.part] })],
);

/**
 * When a rate was too high, one row a time: what an operator is shown. Written by the gate; ended by it when it next
 * finds the rate lower.
 */
export const brakes = pgTable(
  'brakes',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    channel: text().$type<Channel>().notNull(),
    /** A journey's name; `*`: the whole store. */
    journey: text().notNull(),
    metric: text().$type<BrakeMetric>().notNull(),
    level: text().$type<BrakeLevel>().notNull(),
    /** As they were when it began. */
    events: integer().notNull(),
    accepted: integer().notNull(),
    since: instant().notNull(),
    until: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('brakes_standing_index')
      .on(table.storeId, table.channel, table.journey, table.metric, table.level)
      .where(sql`until is null`),
    index().on(table.storeId, table.since),
  ],
);

/**
 * Until when somebody lets messages go in spite of the brake: of a store, channel and journey the latest `until` holds.
 * Written by whoever releases a brake or lets it hold again, with a line in the audit log.
 */
export const brakeReleases = pgTable(
  'brake_releases',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    channel: text().$type<Channel>().notNull(),
    /** A journey's name; `*`: the store's own brake. */
    journey: text().notNull(),
    until: instant().notNull(),
    releasedAt: instant().notNull(),
    /** As in the audit log. */
    releasedBy: text().notNull(),
    why: text().notNull(),
    /** Who let the brake hold again before its time, which `until` then says, and why. */
    endedBy: text(),
    endedWhy: text(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [index().on(table.storeId, table.channel, table.journey, table.until)],
);

/**
 * How many messages a day somebody has approved, until when: the newest that is not over holds. Written by whoever
 * approves or takes it back, with a line in the audit log.
 */
export const volumeApprovals = pgTable(
  'volume_approvals',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    channel: text().$type<Channel>().notNull(),
    /** Messages a day. */
    daily: integer().notNull(),
    until: instant().notNull(),
    approvedAt: instant().notNull(),
    /** As in the audit log. */
    approvedBy: text().notNull(),
    why: text().notNull(),
    /** Who took it back before its time, which `until` then says, and why. */
    endedBy: text(),
    endedWhy: text(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [index().on(table.storeId, table.channel, table.until)],
);

/**
 * What a store sent on an average day of the four weeks before a day (UTC). Written by the gate once a day, from
 * `sending_counts`.
 */
export const averageDays = pgTable(
  'average_days',
  {
    storeId: ofStore(),
    channel: text().$type<Channel>().notNull(),
    day: instant().notNull(),
    accepted: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.channel, table.day] })],
);

/**
 * What a sending domain that is being warmed up may send on a civil day of its store, in blocks, so that no row
 * serialises a shop. Made and taken from by the gate, in the claim's transaction; what was not accepted after all is
 * given back by a trigger on the ledger (db/repeatable/ramp-blocks.sql).
 */
export const rampBlocks = pgTable(
  'ramp_blocks',
  {
    storeId: ofStore(),
    domain: text().notNull(),
    provider: text().notNull(),
    /** `2026-06-10`, by the store's clock. */
    day: text().notNull(),
    block: smallint().notNull(),
    /** Which day of sending it is, from 1. */
    step: integer().notNull(),
    capacity: integer().notNull(),
    taken: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.domain, table.provider, table.day, table.block] })],
);

/** From which block a claim took. Written with it; gone when it is given back. */
export const rampTakes = pgTable('ramp_takes', {
  messageId: uuid()
    .primaryKey()
    .references(() => messages.id, { onDelete: 'cascade' }),
  domain: text().notNull(),
  provider: text().notNull(),
  day: text().notNull(),
  block: smallint().notNull(),
});
