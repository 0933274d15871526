import type { Database } from '../../db/client.ts';
import { countCampaignAudience } from '../../db/figures/campaign-audience.ts';
import { type Period, readFigures } from '../../db/figures/read-figures.ts';
import type { CampaignRow } from '../../db/season/campaigns.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { datesOf, momentsOf } from '../../domain/civil/campaign-moments.ts';
import { type Millis, toMillis } from '../../domain/time/instant.ts';
import { campaignSpecs } from '../season/concerned.ts';
import { specs } from '../specs.ts';
import { figuresView } from './view.ts';

/** When customers could buy in a campaign, up to now: from early access on, where it has that. */
const periodOf = ({ plan }: Pick<CampaignRow, 'plan'>, zone: string, now: Millis): Period => {
  const { opens, ends } = datesOf(plan, zone);
  const from = toMillis(momentsOf(plan, zone).early?.from ?? opens);
  return { from, until: Math.max(from, Math.min(toMillis(ends), now)) };
};

/** What a campaign came to so far; once it is over, what it came to. Money in minor units of the store's currency. */
export const campaignFigures = async (db: Database, store: StoreRow, row: CampaignRow, now: Millis) => {
  const period = periodOf(row, store.timezone, now);
  const journeys = campaignSpecs(specs, row.plan.kind).map(({ name }) => name);
  const [figures, audience] = await Promise.all([
    readFigures(db, store, period),
    countCampaignAudience(db, store, { campaign: row.id, journeys }, period),
  ]);
  return {
    campaign: row.name,
    isOver: now >= toMillis(datesOf(row.plan, store.timezone).ends),
    audience: { ...audience, conversion: audience.customers === 0 ? null : audience.buyers / audience.customers },
    ...figuresView(figures),
  };
};

export type CampaignFigures = Awaited<ReturnType<typeof campaignFigures>>;
