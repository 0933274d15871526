import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** The people who may open the console. Written by `npm run operator`. */
export const operators = pgTable('operators', {
  id: uuid().primaryKey(),
  /** What they sign in with and what the audit log shows. */
  name: text().notNull().unique(),
  /** scrypt, with its parameters and salt. */
  passwordHash: text().notNull(),
  /** Where messages go that they send to themselves; without it none do. The number is in E.164. */
  email: text(),
  phone: text(),
  createdAt: instant().notNull(),
  /** Since when they may not sign in any more; the row stays for the audit log. */
  disabledAt: instant(),
});

/** Who is signed in, by the SHA-256 of the cookie's token. Written by the console. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text().primaryKey(),
    operatorId: uuid()
      .notNull()
      .references(() => operators.id),
    createdAt: instant().notNull(),
    /** Written at most once a minute. */
    seenAt: instant().notNull(),
  },
  (table) => [index().on(table.operatorId), index().on(table.createdAt)],
);
