import { index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { messages } from './ledger.ts';

/** The message goes, and with it what is known of its links. */
const ofMessage = () =>
  uuid()
    .notNull()
    .references(() => messages.id, { onDelete: 'cascade' });

/**
 * Links of text messages, which have no room for what a signed one says. Written by the gate, with the claim of the
 * message.
 */
export const shortLinks = pgTable(
  'short_links',
  {
    /** In the address: eleven letters and digits that nobody guesses. */
    code: text().primaryKey(),
    messageId: ofMessage(),
    /** The shop's page. */
    to: text().notNull(),
    /** Of a link that leads into the customer's cart: until when. */
    cartUntil: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [index().on(table.messageId)],
);

/**
 * That links of messages were followed, one row a link of a message. Written by the api's redirect. What looks like a
 * program is counted apart: it is nothing that the customer did.
 */
export const clicks = pgTable(
  'clicks',
  {
    messageId: ofMessage(),
    /** Which of its links: 0 is the main call, the others as they come. */
    place: smallint().notNull(),
    /** When a person followed it first and last; null: none did. */
    firstAt: instant(),
    lastAt: instant(),
    times: integer().notNull().default(0),
    /** How often a scanner or a preview opened it, and when it did last. */
    scans: integer().notNull().default(0),
    scannedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.place] })],
);
