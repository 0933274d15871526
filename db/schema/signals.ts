import {
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { DemandOfSegment } from '../../domain/demand/forecast.ts';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import type { RfmGroup } from '../../domain/scores/rfm/profiles.ts';
import type { CustomerSignals } from '../../domain/scores/signals/customer-signals.ts';
import type { SignalLevels } from '../../domain/scores/signals/levels.ts';
import { instant, ofStore } from './columns.ts';

/** What is usual in a store, by which the signals of its customers are judged: one row a store. Written by the scoring run. */
export const signalLevels = pgTable('signal_levels', {
  storeId: ofStore().primaryKey(),
  /** Rises with every count. */
  version: integer().notNull(),
  levels: jsonb().$type<SignalLevels>().notNull(),
  /** Customers that it was counted of, and what part of the store's they are. */
  customers: integer().notNull(),
  share: doublePrecision().notNull(),
  /** The scoring run that counted it. */
  runId: uuid().notNull(),
  countedAt: instant().notNull(),
});

/**
 * Of each customer of whom something is known what the signals besides the models say. Written by the scoring run of the
 * night, and by the worker after each order. Without foreign key to the customer, as the scores are.
 */
export const signals = pgTable(
  'signals',
  {
    customerId: uuid().$type<CustomerId>().primaryKey(),
    storeId: ofStore(),
    /** RFM, each from 1 to the number of groups; null: never bought. */
    recency: smallint(),
    frequency: smallint(),
    monetary: smallint(),
    rfmGroup: text().$type<RfmGroup>(),
    tier: text(),
    tierBy: text().$type<'shop' | 'rules'>(),
    tierUntil: date(),
    /** Of reduced prices, against a usual customer; null: the store has too little data. */
    priceIndex: doublePrecision(),
    priceSensitive: boolean(),
    /** In bins of two hours of the customer's own day. */
    bestHour: smallint(),
    bestHourBy: text().$type<'customer' | 'shop'>(),
    /** The rest, and what everything rests on. */
    details: jsonb()
      .$type<Pick<CustomerSignals, 'affinity' | 'prices' | 'channels' | 'hour' | 'next' | 'event'>>()
      .notNull(),
    /** Of the levels. */
    levelsVersion: integer().notNull(),
    asOf: date().notNull(),
    scoredAt: instant().notNull(),
  },
  (table) => [index().on(table.storeId, table.customerId)],
);

/** What of each product will be asked for, beside what there is of it. Written by the scoring run of the night. */
export const demandForecasts = pgTable(
  'demand_forecasts',
  {
    productId: uuid().$type<ProductId>().primaryKey(),
    storeId: ofStore(),
    /** Units within `days`: what is expected, and the bounds that hold four times of five. */
    days: integer().notNull(),
    expected: doublePrecision().notNull(),
    low: doublePrecision().notNull(),
    high: doublePrecision().notNull(),
    /** Of the expected units, by the segment of who buys them. */
    segments: jsonb().$type<readonly DemandOfSegment[]>().notNull(),
    /** Units sold in the days that were looked at, and how many days these were. */
    sold: integer().notNull(),
    soldDays: integer().notNull(),
    /** When it was forecast; null: the shop tells no stock. */
    stock: integer(),
    asOf: date().notNull(),
  },
  (table) => [index().on(table.storeId, table.productId)],
);
