import { doublePrecision, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
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
    assignedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.experiment, table.customerId] }),
    index().on(table.customerId),
  ],
);
