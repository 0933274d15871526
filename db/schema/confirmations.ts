import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ConsentProof } from '../../domain/consent.ts';
import type { Channel, Purpose } from '../../domain/journey.ts';
import type { List } from '../../domain/lists.ts';
import type { SignUpWay } from '../../domain/sign-up.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';

/**
 * Consents that wait for their confirmation (double opt-in), one row a sign-up: they count for nothing until a consent
 * is made of them. Written by intake, which asks, and by the page of the link, which confirms.
 */
export const confirmations = pgTable(
  'confirmations',
  {
    /** Opaque, in the link of the message that asks; known to its recipient alone. */
    token: uuid().primaryKey(),
    storeId: ofStore(),
    customerId: ofCustomer(),
    channel: text().$type<Channel>().notNull(),
    purpose: text().$type<Purpose>().notNull(),
    /** The list that was joined; empty: the whole purpose. */
    list: text().$type<List>().notNull().default(''),
    /** Normalised address that signed up: the message goes there and nowhere else. */
    address: text().notNull(),
    /** Of the sign-up: when, where, and its proof. */
    askedAt: instant().notNull(),
    source: text().notNull(),
    /** What they signed up by, where the event tells it. */
    via: text().$type<SignUpWay>(),
    proof: jsonb().$type<ConsentProof>().notNull(),
    /** SHA-256 of the store and the network that the sign-up came from, where the event tells it. */
    networkHash: text(),
    /** When the link stops working. */
    expiresAt: instant().notNull(),
    confirmedAt: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index().on(table.customerId, table.askedAt),
    index('confirmations_network_index')
      .on(table.storeId, table.networkHash, table.askedAt)
      .where(sql`network_hash is not null`),
  ],
);
