import { index, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { SampledPart, TestMessage, TestSendState } from '../../domain/test-send.ts';
import { instant, ofStore } from './columns.ts';
import { ofCustomer } from './customers.ts';
import type { RecordedVerdict } from './ledger.ts';
import { operators } from './operators.ts';

/**
 * Messages that operators asked to see as a customer would get them, sent to themselves: no part of the ledger, counted
 * nowhere. Asked for by the api, the console and `npm run test-send`; carried out by the worker.
 */
export const testSends = pgTable(
  'test_sends',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    /** As whom. */
    customerId: ofCustomer(),
    /** Which message, with what its journey says of itself. */
    message: jsonb().$type<TestMessage>().notNull(),
    /** To whom: it goes to the address or the number that they have when it is sent. */
    operatorId: uuid()
      .notNull()
      .references(() => operators.id),
    /** As in the audit log. */
    askedBy: text().notNull(),
    askedAt: instant().notNull(),
    state: text().$type<TestSendState>().notNull(),
    /** What every rule said for the customer. */
    verdicts: jsonb().$type<readonly RecordedVerdict[]>().notNull().default([]),
    /** What of the message was invented, because the customer has nothing of the kind. */
    sampled: jsonb().$type<readonly SampledPart[]>().notNull().default([]),
    /** Of a text message, as the operator got it: its segments, and what they cost in minor units of the store's currency. */
    segments: smallint(),
    cost: integer(),
    /** Why nothing was sent, or nobody knows; nothing personal. */
    detail: text(),
    endedAt: instant(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index().on(table.state, table.askedAt),
    index().on(table.customerId),
    index().on(table.operatorId, table.recordedAt),
  ],
);
