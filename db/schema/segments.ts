import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../domain/ids.ts';
import type { SegmentCuts } from '../../domain/segments/cuts.ts';
import type { AnySegment, SavedSegment } from '../../domain/segments/names.ts';
import type { CustomerValue } from '../../domain/segments/value.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/** No foreign key: a check of it would wait for the customer's lock, and who holds that may wait for these rows. */
const whose = () => uuid().$type<CustomerId>();

/**
 * What each known customer is to the shop now: the row that whoever judges them again locks first. Written by the run of
 * the night and by the worker after each change of what is known of the customer, together with their stays.
 */
export const segmentStandings = pgTable(
  'segment_standings',
  {
    customerId: whose().primaryKey(),
    storeId: ofStore(),
    segments: text().array().$type<readonly AnySegment[]>().notNull(),
    /**
     * The store's own definitions that they were in when they were judged last, so that each entry and each exit is told once.
     * Decisions do not go by it: they ask anew.
     */
    saved: text().array().$type<readonly SavedSegment[]>().notNull().default([]),
    /** The main one of them; null only until they are judged for the first time, in the same transaction. */
    primary: text().$type<AnySegment>(),
    value: text().$type<CustomerValue['value']>().notNull(),
    /** As of when they were judged last, by a change or with a different answer: the night notes only what differs. */
    evaluatedAt: instant(),
    /** Of the statistics of orders that they were judged by: while there is another, an order is not judged yet. */
    statisticsVersion: integer(),
    /** When time alone changes something before the next night; null: nothing does. */
    until: instant(),
  },
  (table) => [
    index().on(table.storeId, table.customerId),
    index('segment_standings_until_index')
      .on(table.until)
      .where(sql`until is not null`),
  ],
);

/**
 * Each stay of a customer in a segment: when they entered and when they left, and when journeys were told of both. Written
 * with the standing; `entered_told_at` and `left_told_at` by the api, in the transaction in which journeys are told.
 */
export const segmentStays = pgTable(
  'segment_stays',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    customerId: whose().notNull(),
    storeId: ofStore(),
    segment: text().$type<AnySegment>().notNull(),
    enteredAt: instant().notNull(),
    /** Null while it lasts. */
    leftAt: instant(),
    /** Nobody is told of who was in a segment when it was looked at for the first time: then it is the entry itself. */
    enteredToldAt: instant(),
    leftToldAt: instant(),
  },
  (table) => [
    uniqueIndex('segment_stays_open_index')
      .on(table.customerId, table.segment)
      .where(sql`left_at is null`),
    index().on(table.customerId, table.enteredAt),
    // Counts a segment, and pages through its members.
    index('segment_stays_members_index')
      .on(table.storeId, table.segment, table.customerId)
      .where(sql`left_at is null`),
    index('segment_stays_untold_index')
      .on(table.id)
      .where(sql`entered_told_at is null or (left_at is not null and left_told_at is null)`),
  ],
);

/**
 * Customers of whom something changed that segments go by: a row a change, taken away by whoever judges them. Written by
 * triggers (db/repeatable/segment-changes.sql), and by the scorer once an order is scored.
 */
export const segmentChanges = pgTable('segment_changes', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  customerId: whose().notNull(),
});

/** Since when a store's customers are judged by a segment: whoever was known before does not enter it, but is found in it. Written with the standings. */
export const segmentStarts = pgTable(
  'segment_starts',
  {
    storeId: ofStore(),
    segment: text().$type<AnySegment>().notNull(),
    since: instant().notNull(),
    /** Of a definition of the store: another version of it begins anew. */
    version: integer(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.segment] })],
);

/** How many customers each segment had, by the day of the store. Written at the end of a run; of a day the last counts. */
export const segmentSizes = pgTable(
  'segment_sizes',
  {
    storeId: ofStore(),
    segment: text().$type<AnySegment>().notNull(),
    day: date().notNull(),
    customers: integer().notNull(),
    /** Of whom it is the main one. */
    primaries: integer().notNull(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.segment, table.day] })],
);

/**
 * Runs over a whole store: the lines that it drew, which hold until the next, and how far it has come. Written by the
 * nightly workflow, by `npm run segments`, and by the worker after a change of the store's policy.
 */
export const segmentRuns = pgTable(
  'segment_runs',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    state: text().$type<'open' | 'done' | 'given_up'>().notNull(),
    asOf: date().notNull(),
    cuts: jsonb().$type<SegmentCuts>().notNull(),
    /** The last customer of the pages that are done. */
    after: uuid().$type<CustomerId>(),
    evaluated: integer().notNull().default(0),
    /** Of whom something was different. */
    changed: integer().notNull().default(0),
    startedAt: instant().notNull(),
    finishedAt: instant(),
  },
  (table) => [
    uniqueIndex('segment_runs_open_index')
      .on(table.storeId)
      .where(sql`state = 'open'`),
    index().on(table.storeId, table.startedAt),
  ],
);

/** What customers did to bring others: counted from what shops tell. Written by intake. */
export const advocates = pgTable('advocates', {
  customerId: ofCustomer().primaryKey(),
  storeId: ofStore(),
  /** Friends who bought. */
  referrals: integer().notNull().default(0),
  lastReferralAt: instant(),
  /** Reviews of somebody happy. */
  reviews: integer().notNull().default(0),
});
