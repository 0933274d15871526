import type { RfmGroup } from '../rfm/profiles.ts';
import type { RfmScores } from '../rfm/rfm.ts';
import type { CategoryShare } from './affinity.ts';
import type { BestHour } from './best-hour.ts';
import type { ChannelEngagement, ScoredChannel } from './engagement.ts';
import type { EventScore } from './event-score.ts';
import type { NextCategory } from './next-category.ts';
import type { PriceSensitivity } from './price-sensitivity.ts';
import type { LoyaltyTier } from './tier.ts';

/** What is said of one customer besides what the models say, each with the evidence that it rests on. */
export interface CustomerSignals {
  /** Undefined: never bought. */
  readonly rfm?: RfmScores & { readonly group: RfmGroup };
  readonly tier?: LoyaltyTier;
  /** `acts`: purchases, carts and looks of their own; 0: the shop's shares. */
  readonly affinity?: { readonly categories: readonly CategoryShare[]; readonly acts: number };
  readonly prices?: PriceSensitivity & {
    readonly lines: number;
    readonly orders: number;
    readonly codesGiven: number;
  };
  readonly channels: Readonly<Partial<Record<ScoredChannel, ChannelEngagement>>>;
  readonly hour?: BestHour;
  /** Of the last event, for a quarter after it; absent where they had nothing to do with it. */
  readonly event?: EventScore;
  readonly next?: { readonly categories: readonly NextCategory[]; readonly by: 'model' | 'popularity' };
}
