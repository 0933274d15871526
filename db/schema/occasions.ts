import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CivilDate, YearlyDay } from '../../domain/civil/yearly.ts';
import type { OccasionKind } from '../../domain/occasions.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/**
 * Days that come back every year for a customer, and when journeys are told of the next. The month and the day alone: no
 * year of birth is kept. Written by intake, and by the api when a day comes.
 */
export const occasions = pgTable(
  'occasions',
  {
    customerId: ofCustomer(),
    storeId: ofStore(),
    kind: text().$type<OccasionKind>().notNull(),
    day: text().$type<YearlyDay>().notNull(),
    /** Of a first order: its year; it comes back from the next one on. */
    since: integer(),
    /** The date that journeys were last told of. */
    told: text().$type<CivilDate>(),
    /** When they are told of the next one. */
    nextAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.kind] }), index().on(table.storeId, table.nextAt)],
);
