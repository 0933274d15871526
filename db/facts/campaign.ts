import { and, eq } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { campaigns, runs } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** The campaign that a message is about, of the run's own store. */
export const readCampaignFacts = async (
  db: Queries,
  { run }: FactsRequest,
  { id }: NonNullable<FactsRequest['campaign']>,
) =>
  (
    await db
      .select({ id: campaigns.id, state: campaigns.state, plan: campaigns.plan })
      .from(campaigns)
      .innerJoin(runs, eq(runs.storeId, campaigns.storeId))
      .where(and(eq(runs.id, run), eq(campaigns.id, id)))
  )[0];
