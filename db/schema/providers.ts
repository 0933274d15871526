import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ProviderPauseReason } from '../../domain/reasons.ts';
import { instant } from './columns.ts';

/**
 * Providers that take nothing at the moment, whatever the message: nobody calls them until the pause is over, then one
 * message probes. Instants are of real time. Written by the gate (paused, probed, lifted by an acceptance) and by
 * operators (lifted).
 */
export const providerPauses = pgTable(
  'provider_pauses',
  {
    provider: text().notNull(),
    /** The domain that the pause is about, or `*`: the whole account. */
    sender: text().notNull(),
    reason: text().$type<ProviderPauseReason>().notNull(),
    /** The provider's code of the error; nothing personal. */
    detail: text().notNull(),
    since: instant().notNull(),
    /** When one message may probe. */
    until: instant().notNull(),
    /** A message is probing; until then no other does. */
    probingUntil: instant(),
    /** Probes that failed since. */
    failedProbes: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.provider, table.sender] })],
);

/**
 * How fast each provider may be called, over all workers together. Instants are of real time. Written by the
 * workers, each in a statement of its own, never under a customer's lock.
 */
export const providerRates = pgTable('provider_rates', {
  provider: text().primaryKey(),
  /** Calls a second: what the provider's headers told, less a margin, or its configuration. */
  perSecond: doublePrecision().notNull(),
  /** When `per_second` was learned from an answer; null: it is the cautious one to begin with. */
  toldAt: instant(),
  /** The first instant that no call has taken yet. */
  nextAt: instant().notNull(),
  /** No call before it: a worker was told to slow down. */
  notBefore: instant().notNull(),
  /** The first instant at which nobody who was sent away comes back yet. */
  backAt: instant().notNull(),
});
