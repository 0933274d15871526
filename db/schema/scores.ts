import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import type { FitOutcome, Holdout, ModelKind, ModelName, ModelState } from '../../domain/scores/models.ts';
import { instant, ofStore } from './columns.ts';

/**
 * Every model that was fitted to a store's past, whether it is used or not: of a kind the one that is `active` is.
 * Written by the fit of the scoring run, and by `npm run score -- promote`.
 */
export const models = pgTable(
  'models',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    kind: text().$type<ModelKind>().notNull(),
    name: text().$type<ModelName>().notNull(),
    /** Counts the fits of a kind, from 1. */
    version: integer().notNull(),
    /** The days of which it knows: the first purchase of anybody, and the last day that counted. */
    windowFrom: date().notNull(),
    windowTo: date().notNull(),
    customers: integer().notNull(),
    /** What it was fitted to: repeat purchases, repeat buyers, gaps. */
    observations: integer().notNull(),
    /** Of the store's customers, chosen by their ids; 1 is all. */
    share: doublePrecision().notNull(),
    /** Times in weeks (gaps in days), amounts in minor units of the store's currency. */
    parameters: jsonb().$type<Readonly<Record<string, number>>>().notNull(),
    standardErrors: jsonb().$type<Readonly<Record<string, number>>>().notNull(),
    logLikelihood: doublePrecision().notNull(),
    /** How it did on a part of the past that it had not seen. */
    holdout: jsonb().$type<Holdout>().notNull(),
    state: text().$type<ModelState>().notNull(),
    /** Why it is not used. */
    reason: text().$type<Exclude<FitOutcome['outcome'], 'promoted'>>(),
    fittedAt: instant().notNull(),
    promotedAt: instant(),
    /** As in the audit log; `scoring` where it was better by itself. */
    promotedBy: text(),
  },
  (table) => [
    unique().on(table.storeId, table.kind, table.version),
    uniqueIndex('models_active_index')
      .on(table.storeId, table.kind)
      .where(sql`state = 'active'`),
  ],
);

/** Of each product that was bought again, what the active model of gaps knows. Written by the fit of the scoring run. */
export const productLevels = pgTable(
  'product_levels',
  {
    productId: uuid().$type<ProductId>().primaryKey(),
    storeId: ofStore(),
    modelId: uuid().notNull(),
    /** Of the logarithm of the days that a unit lasts. */
    mean: doublePrecision().notNull(),
    variance: doublePrecision().notNull(),
    /** Of all customers. */
    gaps: integer().notNull(),
    buyers: integer().notNull(),
    /** Buyers who bought it on a second day. */
    again: integer().notNull(),
  },
  (table) => [index().on(table.storeId)],
);

/**
 * Of each customer with an order what the active models say, as of a civil day of the store. Written by the scoring run of
 * the night, and by the worker after each order. Without foreign keys, as the statistics are.
 */
export const scores = pgTable(
  'scores',
  {
    customerId: uuid().$type<CustomerId>().primaryKey(),
    storeId: ofStore(),
    modelId: uuid().notNull(),
    /** The model of spend; null: nothing is said of money. */
    spendModelId: uuid(),
    /** The probability that the customer has not left for good. */
    alive: doublePrecision().notNull(),
    /** The probability of no order within the policy's `churnWithin`. */
    churn: doublePrecision().notNull(),
    /** Within the policy's `horizon`. */
    expectedOrders: doublePrecision().notNull(),
    /** Of an order to come, in minor units of the store's currency. */
    expectedSpend: integer(),
    /** Within the horizon, margin and discount counted. */
    lifetimeValue: bigint({ mode: 'number' }),
    /** If alive, half of such customers buy by this day, and four of five between the other two; null: beyond all calendars. */
    nextOrder: date(),
    nextOrderFrom: date(),
    nextOrderTo: date(),
    /** What it rests on: days with a purchase, the first and the last of them. */
    days: integer().notNull(),
    firstDay: date().notNull(),
    lastDay: date().notNull(),
    /** Of the statistics that it was made from. */
    statisticsVersion: integer().notNull(),
    asOf: date().notNull(),
    scoredAt: instant().notNull(),
  },
  (table) => [index().on(table.storeId, table.customerId)],
);

/** Whether a customer is within a watch of the store's policy, once it was looked at. Written with the scores. */
export const scoreLevels = pgTable(
  'score_levels',
  {
    customerId: uuid().$type<CustomerId>().notNull(),
    watch: text().notNull(),
    storeId: ofStore(),
    inside: boolean().notNull(),
    since: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.watch] })],
);

/**
 * Each time a score came into a watch or left it, once. Written with the change of the level; `routed_at` by the api, in the
 * transaction in which journeys are told.
 */
export const scoreCrossings = pgTable(
  'score_crossings',
  {
    id: uuid().defaultRandom().primaryKey(),
    storeId: ofStore(),
    customerId: uuid().$type<CustomerId>().notNull(),
    watch: text().notNull(),
    way: text().$type<'entered' | 'left'>().notNull(),
    /** The score; null: there is none any more. */
    value: doublePrecision(),
    at: instant().notNull(),
    routedAt: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index().on(table.customerId, table.at),
    index('score_crossings_unrouted_index')
      .on(table.recordedAt)
      .where(sql`routed_at is null`),
  ],
);

/** Runs over a whole store: where each is, and what its fits came to. Written by `npm run score` and the nightly workflow. */
export const scoringRuns = pgTable(
  'scoring_runs',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    state: text().$type<'open' | 'done' | 'given_up'>().notNull(),
    asOf: date().notNull(),
    fits: jsonb().$type<readonly FitOutcome[]>(),
    /** The last customer of the pages that are done. */
    after: uuid().$type<CustomerId>(),
    scored: integer().notNull().default(0),
    /** The same of the signals, which come after the scores. */
    signalsAfter: uuid().$type<CustomerId>(),
    signalled: integer().notNull().default(0),
    /** Customers with statistics when it began. */
    customers: integer().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
  },
  (table) => [
    uniqueIndex('scoring_runs_open_index')
      .on(table.storeId)
      .where(sql`state = 'open'`),
    index().on(table.storeId, table.startedAt),
  ],
);
