import { sql } from 'drizzle-orm';
import { bigserial, index, integer, jsonb, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { AnyEventIds, EventType } from '../../domain/events.ts';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import type { Purpose, Rank } from '../../domain/journey.ts';
import type { IgnoredReason, QuarantineReason } from '../../domain/reasons.ts';
import type { RunExit, RunResult } from '../../domain/run.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/** Every event accepted from a store, once, with what became of it. Written by intake; a quarantined one again when it is retried. */
export const inbox = pgTable(
  'inbox',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    /** The store's own event id. */
    eventId: text().notNull(),
    type: text().$type<EventType>().notNull(),
    occurredAt: instant().notNull(),
    customerId: uuid().$type<CustomerId>(),
    /** What journeys may know of it. */
    ids: jsonb().$type<AnyEventIds>().notNull().default({}),
    body: jsonb().notNull(),
    /** SHA-256 of the body as received, to tell a duplicate from a conflict. */
    hash: text().notNull(),
    fate: text().$type<'applied' | 'ignored' | 'quarantined'>().notNull(),
    /** Of `ignored` and `quarantined`. */
    reason: text().$type<IgnoredReason | QuarantineReason>(),
    /** When it was accepted, by the store's clock. */
    receivedAt: instant().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.storeId, table.eventId),
    index().on(table.customerId, table.occurredAt),
    index('inbox_quarantine_index')
      .on(table.receivedAt, table.id)
      .where(sql`fate = 'quarantined'`),
  ],
);

/**
 * One customer in one journey. Opened and exited by intake in the transaction of the event, or exited by who stops it; `due_at`
 * is intake's; closed by the worker (sink, sweeper) or by the dispatcher when Temporal says so.
 */
export const runs = pgTable(
  'runs',
  {
    id: uuid().$type<RunId>().primaryKey(),
    storeId: ofStore(),
    journey: text().notNull(),
    customerId: ofCustomer(),
    subject: text().notNull(),
    episode: integer().notNull(),
    /** Set when a merge moved the run to another customer: its workflow keeps the id that it was started with. */
    workflowId: text(),
    /** The journey's rank when the run began: what its messages weigh against those of other runs. */
    rank: text().$type<Rank>(),
    /** The journey's purpose when the run began; a single send may have another. */
    purpose: text().$type<Purpose>(),
    /** The trigger's ids. */
    event: jsonb().$type<AnyEventIds>().notNull(),
    startedAt: instant().notNull(),
    /** Occurrence of the newest trigger about the same subject. */
    touchedAt: instant().notNull(),
    /** When the first wait was planned to end. */
    dueAt: instant().notNull(),
    state: text().$type<'open' | 'closed'>().notNull(),
    /** What stops this run, recorded in the transaction of the exit event or of the stop by hand. */
    exitEvent: text().$type<RunExit>(),
    exitedAt: instant(),
    outcome: text().$type<RunResult['outcome'] | 'terminated'>(),
    reason: text(),
    sent: integer().notNull().default(0),
    withheld: integer().notNull().default(0),
    closedAt: instant(),
  },
  (table) => [
    unique().on(table.storeId, table.journey, table.customerId, table.subject, table.episode),
    index().on(table.customerId, table.state),
    index('runs_open_index')
      .on(table.startedAt)
      .where(sql`state = 'open'`),
  ],
);

/** What Temporal must be told, at least once and in order per customer. Written by intake and dispatcher. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    storeId: ofStore(),
    customerId: uuid().$type<CustomerId>().notNull(),
    runId: uuid()
      .$type<RunId>()
      .notNull()
      .references(() => runs.id),
    kind: text().$type<'start' | 'signal' | 'exit'>().notNull(),
    /** Signal name and its ids; null for a start, whose input is made from the run. */
    signal: jsonb().$type<{ readonly name: string; readonly ids: AnyEventIds & { readonly eventId: string } }>(),
    notBefore: instant().notNull(),
    attempts: smallint().notNull().default(0),
    lastError: text(),
    recordedAt: instant().notNull().defaultNow(),
    dispatchedAt: instant(),
    /** Set when it can never be delivered: shown, never retried by itself. */
    deadAt: instant(),
  },
  (table) => [
    // Each store's own queue, so that a long one is never read through to find another's rows.
    index('outbox_store_index')
      .on(table.storeId, table.notBefore, table.id)
      .where(sql`dispatched_at is null and dead_at is null`),
    index('outbox_exit_index')
      .on(table.storeId, table.notBefore, table.id)
      .where(sql`dispatched_at is null and dead_at is null and kind = 'exit'`),
    index('outbox_customer_index')
      .on(table.customerId, table.id)
      .where(sql`dispatched_at is null and dead_at is null`),
    index().on(table.runId),
  ],
);
