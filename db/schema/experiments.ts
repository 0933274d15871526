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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Metric } from '../../domain/experiments/metric.ts';
import type { SharesReason, TaughtArm } from '../../domain/experiments/reallocation/shares.ts';
import type { Spending } from '../../domain/experiments/looks/spending.ts';
import type { OfferUplift } from '../../domain/uplift/foresee.ts';
import type { UpliftGroup } from '../../domain/uplift/group.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/**
 * Who is in which arm of an experiment, since when: everyone whom it could have reached, in the arm of the first time.
 * Of a holdout written by the gate, when all that the arms share let a message pass; of a journey's own experiments by
 * intake, when the run begins.
 */
export const assignments = pgTable(
  'assignments',
  {
    storeId: ofStore(),
    /** `holdout/all/2026-Q4`, `cartAbandonment/cart-offer`. */
    experiment: text().notNull(),
    customerId: ofCustomer(),
    arm: text().notNull(),
    /** The part of the customers that the arm was to get then, from 0 to 1. */
    share: doublePrecision().notNull(),
    /** Where customers follow the better arm: of `experiment_shares`, by which of them it was drawn. */
    sharesVersion: integer(),
    assignedAt: instant().notNull(),
    /**
     * Of an experiment about offers: what was known of the customer then. By it reactions are told apart; what is known later
     * may have come of the arm.
     */
    known: jsonb().$type<UpliftGroup>(),
    /** True: the offers policy may leave the offer out for them, so that their arm does not tell what it does. */
    steered: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.experiment, table.customerId] }),
    index().on(table.customerId),
  ],
);

/**
 * The parts of the next customers that each arm gets, of experiments whose customers follow the better arm; the newest
 * version counts. The first is written by intake, as the journey's code has it, the others by the api's rebalancing.
 */
export const experimentShares = pgTable(
  'experiment_shares',
  {
    storeId: ofStore(),
    experiment: text().notNull(),
    /** From 1. */
    version: integer().notNull(),
    /** By arm; together 1. */
    shares: jsonb().$type<Readonly<Record<string, number>>>().notNull(),
    reason: text().$type<SharesReason>().notNull(),
    /** What was known then of each arm, of customers who had their whole window; null: nothing was asked. */
    taught: jsonb().$type<readonly TaughtArm[]>(),
    at: instant().notNull(),
    /** When results were last asked, whether they changed the parts or not. */
    askedAt: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.experiment, table.version] })],
);

/**
 * Decisions that were registered before the first result: of an experiment the one that is not withdrawn. Written once by
 * who registers it; only the withdrawal is added later. Reports go by it, and no option changes what it says.
 */
export const experimentRegistrations = pgTable(
  'experiment_registrations',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    experiment: text().notNull(),
    metric: text().$type<Metric>().notNull(),
    /** Of margin after discount: how much of its price an article leaves, from 0 to 1. */
    margin: doublePrecision(),
    /** The horizon: how long after their assignment customers' orders count, and how long before as their past, in days. */
    windowDays: integer().notNull(),
    pastDays: integer().notNull(),
    /** A customer's outcome counts up to this much, in minor units. */
    cap: bigint({ mode: 'number' }),
    /** The smallest change that is worth finding, in parts of the control: 0.1. */
    minimalEffect: doublePrecision().notNull(),
    alpha: doublePrecision().notNull(),
    /** Customers of the last look, over all arms, and how many looks there are, evenly apart. */
    customers: integer().notNull(),
    looks: integer().notNull(),
    spending: text().$type<Spending>().notNull(),
    why: text().notNull(),
    /** Customers assigned from here on are in it. */
    registeredAt: instant().notNull(),
    /** As in the audit log. */
    registeredBy: text().notNull(),
    withdrawnAt: instant(),
    withdrawnBy: text(),
    withdrawnWhy: text(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('experiment_registrations_standing_index')
      .on(table.storeId, table.experiment)
      .where(sql`withdrawn_at is null`),
  ],
);

/**
 * How customers react to each offer of a store, by what experiments drew; made anew by the scoring run of the night. Offers
 * that nobody drew lately have none.
 */
export const offerUplifts = pgTable(
  'offer_uplifts',
  {
    storeId: ofStore(),
    offer: text().notNull(),
    windowDays: integer().notNull(),
    /** What the fit of money counts. */
    money: text().$type<OfferUplift['money']>().notNull(),
    /** Null: too little was drawn. */
    fits: jsonb().$type<NonNullable<OfferUplift['fits']>>(),
    has: jsonb().$type<OfferUplift['has']>().notNull(),
    asOf: date().notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.offer] })],
);
