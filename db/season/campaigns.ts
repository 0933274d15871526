import { and, asc, eq } from 'drizzle-orm';
import type { CampaignId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { campaigns, seasonWork } from '../schema/index.ts';

export type CampaignRow = typeof campaigns.$inferSelect;

export const listCampaigns = async (queries: Queries, store: StoreId): Promise<readonly CampaignRow[]> =>
  queries
    .select()
    .from(campaigns)
    .where(eq(campaigns.storeId, store))
    .orderBy(asc(campaigns.createdAt), asc(campaigns.name));

/** A campaign by the shop's own name, held until the transaction ends when it is to be changed. */
export const readCampaign = async (
  queries: Queries,
  store: StoreId,
  name: string,
  { hold = false } = {},
): Promise<CampaignRow | undefined> => {
  const query = queries
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.storeId, store), eq(campaigns.name, name)));
  return (hold ? await query.for('update') : await query)[0];
};

export const readCampaignById = async (queries: Queries, id: CampaignId): Promise<CampaignRow | undefined> =>
  (await queries.select().from(campaigns).where(eq(campaigns.id, id)))[0];

/** @returns false when another transaction made one of this name first. */
export const insertCampaign = async (queries: Queries, row: CampaignRow): Promise<boolean> =>
  (await queries.insert(campaigns).values(row).onConflictDoNothing().returning({ id: campaigns.id })).length === 1;

export const updateCampaign = async (
  queries: Queries,
  id: CampaignId,
  change: Pick<CampaignRow, 'plan' | 'state' | 'version' | 'savedBy' | 'why' | 'savedAt'>,
): Promise<void> => {
  await queries.update(campaigns).set(change).where(eq(campaigns.id, id));
};

export type SeasonWorkRow = typeof seasonWork.$inferSelect;

/** What was done of a campaign, and is still to do. */
export const listWork = async (queries: Queries, campaign: CampaignId): Promise<readonly SeasonWorkRow[]> =>
  queries
    .select()
    .from(seasonWork)
    .where(eq(seasonWork.campaignId, campaign))
    .orderBy(asc(seasonWork.createdAt), asc(seasonWork.round));
