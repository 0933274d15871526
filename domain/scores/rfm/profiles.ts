import { type RfmScores, usualGroups } from './rfm.ts';

/** The eleven groups that the field's tools tell customers by, the best first. */
export const rfmGroups = [
  'champions',
  'loyal',
  'potential_loyalist',
  'new',
  'promising',
  'needs_attention',
  'about_to_sleep',
  'at_risk',
  'cannot_lose',
  'hibernating',
  'lost',
] as const;
export type RfmGroup = (typeof rfmGroups)[number];

/** The three profiles that paths are made for (R71, R106). */
export const rfmProfiles = ['loyal', 'occasional', 'dormant'] as const;
export type RfmProfile = (typeof rfmProfiles)[number];

/**
 * The group by recency (rows, 5 first) and FM, the mean of frequency and monetary (columns, 1 first). Within the bounds of
 * churned.io: champions R 4-5 FM 4-5, loyal R 2-5 FM 3-5, new R 4-5 FM 0-1, at risk R 0-2 FM 2-5, hibernating 1-2/1-2, lost
 * 0-2/0-2; the others as Putler and Shopify place them.
 */
const grid: readonly (readonly RfmGroup[])[] = [
  ['new', 'potential_loyalist', 'potential_loyalist', 'champions', 'champions'],
  ['new', 'potential_loyalist', 'loyal', 'champions', 'champions'],
  ['promising', 'needs_attention', 'loyal', 'loyal', 'loyal'],
  ['about_to_sleep', 'hibernating', 'needs_attention', 'at_risk', 'at_risk'],
  ['lost', 'hibernating', 'at_risk', 'cannot_lose', 'cannot_lose'],
];

/** What of a customer tells the group. */
export interface RfmStanding {
  readonly scores: RfmScores;
  /** Into how many groups the scores are cut. */
  readonly groups: number;
  /** Days with a purchase. */
  readonly purchaseDays: number;
}

/**
 * The one of the eleven groups that a buyer is in; undefined: never bought. Who bought once is in the first column, whatever
 * was paid: where most customers are such, the tie lifts their frequency to the middle, and one order is no loyalty.
 */
export const rfmGroup = ({ scores, groups, purchaseDays }: RfmStanding): RfmGroup | undefined => {
  if (!(purchaseDays > 0)) return undefined;
  const fifth = (score: number): number =>
    Math.min(usualGroups, Math.max(1, Math.ceil((score * usualGroups) / groups)));
  const fm = purchaseDays === 1 ? 1 : Math.round((fifth(scores.frequency) + fifth(scores.monetary)) / 2);
  return grid[usualGroups - fifth(scores.recency)]![fm - 1]!;
};

const profiles: Readonly<Record<RfmGroup, RfmProfile>> = {
  champions: 'loyal',
  loyal: 'loyal',
  cannot_lose: 'loyal',
  potential_loyalist: 'occasional',
  new: 'occasional',
  promising: 'occasional',
  needs_attention: 'occasional',
  at_risk: 'occasional',
  about_to_sleep: 'dormant',
  hibernating: 'dormant',
  lost: 'dormant',
};

/** The profile of a group: high value, occasional, dormant; who never bought is a prospect and goes with the dormant. */
export const rfmProfile = (group: RfmGroup | undefined): RfmProfile => (group ? profiles[group] : 'dormant');
