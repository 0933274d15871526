import { sql } from 'drizzle-orm';
import { date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { CartId, OrderId, ParcelId, ProductId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Locale } from '../../domain/templates.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/** A line of a cart or an order. Prices are per unit, in minor units of the cart's currency. */
export interface Line {
  readonly productId: ProductId;
  readonly quantity: number;
  readonly unitPrice: number;
  /** Of an order, where the shop told: whether it was sold below its usual price. */
  readonly discounted?: boolean;
}

/** What a buyer was told, on one channel, when their address was collected with an order. */
export interface SaleNotice {
  /** `given`: of messages about similar products, and did not object; `objected`: they did. */
  readonly state: 'given' | 'objected';
  /** SHA-256 of the normalised address, in hexadecimal; absent: the order came without one. */
  readonly addressHash?: string;
  /** Of the words that the buyer was shown. */
  readonly version?: string;
}

/** The catalogue as last told. Written by intake. */
export const products = pgTable(
  'products',
  {
    id: uuid().$type<ProductId>().primaryKey(),
    storeId: ofStore(),
    externalId: text().notNull(),
    title: text().notNull(),
    /** Titles in other languages. */
    translations: jsonb().$type<Readonly<Partial<Record<Locale, { readonly title: string }>>>>().notNull(),
    imageUrl: text(),
    /** After this the picture may not be used any more. */
    imageExpiresAt: instant(),
    /** Of the words in the picture; null where it has none. */
    imageLocale: text().$type<Locale>(),
    url: text(),
    category: text(),
    /** How long one unit lasts, in days. */
    usualDays: integer(),
    price: integer(),
    currency: text(),
    stock: integer(),
    /** Occurrence of the newest description, price and stock applied: an older one changes nothing. */
    describedAt: instant(),
    pricedAt: instant(),
    stockedAt: instant(),
  },
  (table) => [
    unique().on(table.storeId, table.externalId),
    // Finds what is near in price; finds the newest stock that was told.
    index().on(table.storeId, table.category, table.price),
    index().on(table.storeId, table.stockedAt),
  ],
);

/**
 * When none of a product was left, as the shop told it: a trigger on `products` begins and ends them. Those that ended before
 * the weeks that forecasts look at are dropped by the scoring run.
 */
export const stockOuts = pgTable(
  'stock_outs',
  {
    productId: uuid()
      .$type<ProductId>()
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' }),
    storeId: ofStore(),
    fromAt: instant().notNull(),
    /** Null: none is left yet. */
    untilAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.productId, table.fromAt] }), index().on(table.storeId, table.untilAt)],
);

/**
 * How products sold lately, and at what price: counted from the orders now and then. Written by the worker's count of
 * sales; a product that sold nothing has none.
 */
export const productSales = pgTable(
  'product_sales',
  {
    productId: uuid().$type<ProductId>().primaryKey(),
    storeId: ofStore(),
    units: integer().notNull(),
    /** The median of what was paid for a unit, in minor units of `currency`. */
    medianPrice: integer().notNull(),
    currency: text().notNull(),
    countedAt: instant().notNull(),
  },
  // Finds what sells most.
  (table) => [index().on(table.storeId, table.units)],
);

/** Carts as last told. Written by intake. */
export const carts = pgTable(
  'carts',
  {
    id: uuid().$type<CartId>().primaryKey(),
    storeId: ofStore(),
    externalId: text().notNull(),
    customerId: ofCustomer(),
    /** `ordered` and `emptied` are tombstones: an event that happened before them changes nothing. */
    state: text().$type<'open' | 'emptied' | 'ordered'>().notNull(),
    stage: text().$type<'cart' | 'checkout'>().notNull(),
    lines: jsonb().$type<readonly Line[]>().notNull(),
    currency: text().notNull(),
    url: text(),
    /** Occurrence of what last set the lines, the address, the checkout and the emptying: an older one changes nothing. */
    linesAt: instant(),
    urlAt: instant(),
    checkoutAt: instant(),
    emptiedAt: instant(),
    /** Occurrence of the newest event applied. */
    updatedAt: instant().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [unique().on(table.storeId, table.externalId), index().on(table.customerId, table.updatedAt)],
);

/** Orders as last told. Written by intake. */
export const orders = pgTable(
  'orders',
  {
    id: uuid().$type<OrderId>().primaryKey(),
    storeId: ofStore(),
    externalId: text().notNull(),
    customerId: ofCustomer(),
    cartId: uuid().$type<CartId>(),
    state: text().$type<'placed' | 'cancelled' | 'shipped' | 'delivered' | 'returned'>().notNull(),
    lines: jsonb().$type<readonly Line[]>().notNull(),
    total: integer().notNull(),
    /** Of the total, what was given back while the order stands. */
    refunded: integer().notNull().default(0),
    currency: text().notNull(),
    /** Of an order that said nothing of it: null. */
    marketingNotice: jsonb().$type<Readonly<Partial<Record<Channel, SaleNotice>>>>(),
    placedAt: instant().notNull(),
    /** When the shop last told that it comes late. */
    delayedAt: instant(),
    /** Occurrence of the newest event applied. */
    updatedAt: instant().notNull(),
    /** As what the statistics of its customer count it, written by a trigger: nothing when it came to nothing. */
    countedDay: date(),
    /** In minor units of the store's currency; null in another. */
    countedAmount: integer(),
  },
  (table) => [
    unique().on(table.storeId, table.externalId),
    index().on(table.customerId, table.placedAt),
    index().on(table.cartId),
    // Finds what was never counted: orders from before there were statistics.
    index('orders_uncounted_index')
      .on(table.id)
      .where(sql`counted_day is null and state not in ('cancelled', 'returned')`),
    // What was sold since an instant; orders come nearly in order of time.
    index('orders_placed_at_index').using('brin', table.placedAt),
  ],
);

/** Which customers an order stops: its own, and those matched by an address or by the cart. Written by intake. */
export const purchases = pgTable(
  'purchases',
  {
    customerId: ofCustomer(),
    orderId: uuid()
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    placedAt: instant().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.orderId] })],
);

/** Parcels of orders, as told when they left. Written by intake. */
export const parcels = pgTable(
  'parcels',
  {
    id: uuid().$type<ParcelId>().primaryKey(),
    storeId: ofStore(),
    externalId: text().notNull(),
    orderId: uuid()
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    carrier: text(),
    trackingUrl: text(),
    shippedAt: instant().notNull(),
  },
  (table) => [unique().on(table.storeId, table.externalId), index().on(table.orderId)],
);

/** How orders come to their customers, where the shop tells: a visit that was agreed on, a counter to fetch them from. Written by intake. */
export const handovers = pgTable('handovers', {
  orderId: uuid()
    .$type<OrderId>()
    .primaryKey()
    .references(() => orders.id),
  storeId: ofStore(),
  /** When the carrier comes: from, until. */
  appointmentFrom: instant(),
  appointmentTo: instant(),
  /** Of the appointment: where the customer changes it. */
  appointmentUrl: text(),
  /** Where it lies ready, and until when. */
  pickupPlace: text(),
  pickupUntil: instant(),
  readyAt: instant(),
  /** Occurrence of the newest telling of the appointment. */
  appointmentToldAt: instant(),
});

/** After which category customers came back for which: counted from the orders now and then. Written by the worker's count of sales. */
export const categoryFollows = pgTable(
  'category_follows',
  {
    storeId: ofStore(),
    category: text().notNull(),
    next: text().notNull(),
    /** Customers of the first who then bought of the second. */
    customers: integer().notNull(),
    countedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.category, table.next] })],
);
