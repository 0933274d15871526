import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { CampaignId } from '../../domain/ids.ts';
import type { IgnoredReason } from '../../domain/reasons.ts';
import type { Campaign, KnownCampaign } from '../../domain/season/campaign.ts';
import { instant, ofStore } from './columns.ts';

/** The campaigns of a store's seasons, as they stand. Written by the api and `npm run season`. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: uuid().$type<CampaignId>().primaryKey(),
    storeId: ofStore(),
    /** The shop's own short name of it: `summer-2026`. */
    name: text().notNull(),
    plan: jsonb().$type<Campaign>().notNull(),
    state: text().$type<KnownCampaign['state']>().notNull(),
    /** Counts what was saved, from 1. */
    version: integer().notNull(),
    /** As in the audit log. */
    savedBy: text().notNull(),
    why: text().notNull(),
    savedAt: instant().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [unique().on(table.storeId, table.name)],
);

/**
 * What is gone through customer by customer (`enrol`: they enter a campaign) or run by run (`replan`: it is told of a
 * changed calendar; `retime`: of changed times of its steps), some at a time. Each step and the place where it stopped are one transaction, so that each is done
 * once whatever is killed. Written by the api and `npm run season`; gone through by the api.
 */
export const seasonWork = pgTable(
  'season_work',
  {
    id: uuid().primaryKey(),
    storeId: ofStore(),
    kind: text().$type<'enrol' | 'replan' | 'retime'>().notNull(),
    /** Null: it is about the store's own calendar. */
    campaignId: uuid()
      .$type<CampaignId>()
      .references(() => campaigns.id),
    /** Of an enrolment: which one of the campaign, from 1. */
    round: integer(),
    /** When it begins, in the store's time. */
    dueAt: instant().notNull(),
    /** The id of the customer or run that was gone through last. */
    cursor: uuid(),
    /** How many entered, or were told. */
    done: integer().notNull().default(0),
    /** Why the others did not enter, and how many. */
    passed: jsonb().$type<Readonly<Partial<Record<IgnoredReason, number>>>>().notNull().default({}),
    createdAt: instant().notNull(),
    finishedAt: instant(),
  },
  (table) => [
    index('season_work_due_index')
      .on(table.dueAt)
      .where(sql`finished_at is null`),
    index().on(table.campaignId),
    unique().on(table.campaignId, table.round),
  ],
);
