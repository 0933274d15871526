import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { StoreId } from '../../domain/ids.ts';
import type { OfferPolicy } from '../../domain/offers.ts';
import type { Locale, OfferId } from '../../domain/templates.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';

/** A shop: the tenant of every row. Written by the setup and operator commands. */
export const stores = pgTable('stores', {
  id: text().$type<StoreId>().primaryKey(),
  name: text().notNull(),
  url: text().notNull(),
  locale: text().$type<Locale>().notNull(),
  timezone: text().notNull(),
  currency: text().notNull(),
  /** `Shop <hello@shop.example>`: the From of its messages. */
  sender: text().notNull(),
  calendar: jsonb().$type<SeasonCalendar>().notNull().default([]),
  /** What each offer is worth; an offer that is missing here is given to nobody. */
  offers: jsonb().$type<Readonly<Partial<Record<OfferId, OfferPolicy>>>>().notNull().default({}),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});

/** API keys, stored as SHA-256 of the key. Written by `npm run key`. */
export const apiKeys = pgTable('api_keys', {
  id: uuid().primaryKey(),
  storeId: text()
    .$type<StoreId>()
    .notNull()
    .references(() => stores.id),
  hash: text().notNull().unique(),
  /** What it is used for, in its owner's words. */
  name: text(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  /** Since when it opens nothing any more; the row stays to be seen. */
  revokedAt: timestamp({ withTimezone: true }),
});
