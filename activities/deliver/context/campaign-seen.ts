import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { momentsOf } from '../../../domain/civil/campaign-moments.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { CampaignFacts } from '../../../domain/rules/facts/campaign.ts';
import type { Moment } from '../../../domain/season/campaign.ts';
import type { Moments } from '../../../domain/season/moments.ts';
import { toMillis } from '../../../domain/time/instant.ts';

/** The moments of the campaign that a message is about, as its calendar stands; none of one that was called off. */
export const momentsSeen = ({ campaign, store }: Pick<GateFacts, 'campaign' | 'store'>): Moments =>
  campaign?.state === 'planned' ? momentsOf(campaign.plan, store.timezone) : {};

/** What the rules see of it. */
export const campaignSeen = ({ props }: DeliverInput, facts: GateFacts): CampaignFacts => {
  if (props['campaignId'] === undefined) return {};
  const moment = props['moment'] as Moment;
  const window = momentsSeen(facts)[moment];
  return {
    campaign: {
      moment,
      window: window ? { from: toMillis(window.from), until: toMillis(window.until) } : null,
      ...(facts.campaign?.plan.audience && { audience: facts.campaign.plan.audience }),
    },
  };
};
