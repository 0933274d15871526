import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { StoreId } from '../../domain/ids.ts';
import type { ApiKeyKind, Scope } from '../../domain/access.ts';
import type { Locale } from '../../domain/templates.ts';
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
  createdAt: timestamp({ withTimezone: true }).notNull(),
  /** When the database was last restored: what happened before is history, which stops journeys and starts none. */
  restoredAt: timestamp({ withTimezone: true }),
});

/**
 * API keys, stored as SHA-256 of the key. Written by `npm run key`, the console's page of keys, and the api
 * (`last_used_at`).
 */
export const apiKeys = pgTable('api_keys', {
  id: uuid().primaryKey(),
  storeId: text()
    .$type<StoreId>()
    .notNull()
    .references(() => stores.id),
  hash: text().notNull().unique(),
  /** What it is used for, in its owner's words. */
  name: text(),
  /** `browser` keys stand in public pages: they may write a few kinds of events, from the allowed origins only. */
  kind: text().$type<ApiKeyKind>().notNull().default('secret'),
  /** What it opens; a key that is missing a scope is answered like a key that does not exist. */
  scopes: text().array().$type<readonly Scope[]>().notNull().default(['ingest']),
  /** Of a browser key: the origins of the pages that may use it, such as `https://shop.example`. */
  origins: text().array().notNull().default([]),
  /** The first characters of the key, to recognise it by; never enough to use it. */
  hint: text(),
  /** The key that it was made to replace; the two work side by side until that one expires. */
  replaces: uuid(),
  /** The same for a key and those that replaced it, one after another: at most two of a line work at a time. */
  line: uuid().notNull().defaultRandom(),
  /** Of a signing key: the secret itself, encrypted (`api/access/sealed.ts`). */
  sealed: text(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  /** Since when it opens nothing any more by itself; null: it does not expire. */
  expiresAt: timestamp({ withTimezone: true }),
  /** The last use, written at most once a minute. */
  lastUsedAt: timestamp({ withTimezone: true }),
  /** Since when it opens nothing any more; the row stays to be seen. */
  revokedAt: timestamp({ withTimezone: true }),
});
