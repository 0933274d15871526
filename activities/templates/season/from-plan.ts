import { datesOf, momentsOf } from '../../../domain/civil/campaign-moments.ts';
import { type Campaign, hourMoments, type Moment } from '../../../domain/season/campaign.ts';
import type { Locale } from '../../../domain/templates.ts';
import type { CampaignView } from '../view.ts';

/** What a letter shows of a campaign at one of its moments; undefined when it has no such moment (any more). */
export const campaignView = (
  plan: Campaign,
  moment: Moment,
  { zone, locale }: { readonly zone: string; readonly locale: Locale },
): CampaignView | undefined => {
  const window = momentsOf(plan, zone)[moment];
  if (!window) return undefined;
  const says = plan.hours[hourMoments.findIndex((one) => one === moment)]?.says[locale];
  return {
    label: plan.label[locale],
    ...datesOf(plan, zone),
    moment: { name: moment, from: window.from, until: window.until },
    ...(says !== undefined && { says }),
  };
};
