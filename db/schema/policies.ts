import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Policy, PolicySection } from '../../domain/policy/policy.ts';
import { instant, ofStore } from './columns.ts';

/**
 * What stores said about their rules, one row a saved version of a section, never changed: of a section the version
 * with the newest `effective_at` that has come holds. Written by the api, the console and `npm run policy`.
 */
export const policyVersions = pgTable(
  'policy_versions',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    section: text().$type<PolicySection>().notNull(),
    /** Counts the versions of the section, from 1. */
    version: integer().notNull(),
    body: jsonb().$type<Policy[PolicySection]>().notNull(),
    /** From when it holds, in the store's time. */
    effectiveAt: instant().notNull(),
    /** As in the audit log. */
    savedBy: text().notNull(),
    /** Why, in the words of who saved it. */
    why: text(),
    savedAt: instant().notNull(),
    recordedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.storeId, table.section, table.version),
    index().on(table.storeId, table.section, table.effectiveAt),
  ],
);
