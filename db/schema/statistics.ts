import { sql } from 'drizzle-orm';
import { bigint, boolean, date, doublePrecision, index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import { instant, ofStore } from './columns.ts';

/** No foreign key: a check of it would wait for the customer's lock, and who holds that may wait for these rows. */
const whose = () => uuid().$type<CustomerId>();

/**
 * The days on which a customer bought, in the store's zone: orders of one day are one purchase, what was cancelled or came
 * back is none, what was given back lowers its day. Written by the trigger on orders (db/repeatable/order-statistics.sql).
 */
export const purchaseDays = pgTable(
  'purchase_days',
  {
    customerId: whose().notNull(),
    day: date().notNull(),
    storeId: ofStore(),
    /** In the store's currency. */
    orders: integer().notNull(),
    /** In other currencies: they count for no statistic of orders. */
    otherOrders: integer().notNull(),
    /** What was paid less what was given back, in minor units of the store's currency. */
    amount: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.day] })],
);

/** The same of one product, whatever the currency. Written by the trigger on orders. */
export const productPurchaseDays = pgTable(
  'product_purchase_days',
  {
    customerId: whose().notNull(),
    productId: uuid().$type<ProductId>().notNull(),
    day: date().notNull(),
    storeId: ofStore(),
    orders: integer().notNull(),
    units: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.productId, table.day] }),
    // Reads the gaps of all customers of a product.
    index().on(table.storeId, table.productId, table.customerId, table.day),
  ],
);

/**
 * What the models know of a customer's orders, kept with every change of one: a row for whoever ever had an order that
 * counts. `first_day` and `last_day` are null while none does. Written by the trigger on orders; `stale` also by the worker.
 */
export const orderStatistics = pgTable(
  'order_statistics',
  {
    customerId: whose().primaryKey(),
    storeId: ofStore(),
    /** Days with a purchase; x of the models is one less. */
    days: integer().notNull().default(0),
    firstDay: date(),
    lastDay: date(),
    orders: integer().notNull().default(0),
    /** Left out: in currencies that are not the store's. */
    otherOrders: integer().notNull().default(0),
    /** Of all these days, in minor units of the store's currency. */
    amount: bigint({ mode: 'number' }).notNull().default(0),
    /** Of the first of them: the mean of the others is what Gamma-Gamma wants. */
    firstAmount: bigint({ mode: 'number' }).notNull().default(0),
    /** Sum and sum of squares of the logarithm of the days between two purchases. */
    gapLogSum: doublePrecision().notNull().default(0),
    gapLogSquares: doublePrecision().notNull().default(0),
    /** Rises with every change. */
    version: integer().notNull().default(0),
    /** Changed since it was last scored. */
    stale: boolean().notNull().default(true),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index().on(table.storeId, table.customerId),
    index('order_statistics_stale_index')
      .on(table.recordedAt)
      .where(sql`stale`),
  ],
);
