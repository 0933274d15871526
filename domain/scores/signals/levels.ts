import type { ScoredChannel } from './engagement.ts';
import type { RfmCuts } from '../rfm/rfm.ts';
import type { NextCategoryModel } from './next-category.ts';
import type { DealPrior } from './price-sensitivity.ts';
import type { BetaPrior, SharesPrior } from './shrink.ts';

/** Of reduced lines what share was usual, in a category and week. */
export interface DealWeeks {
  /** Of all lines, and of those of each category. */
  readonly usual: number;
  readonly categories: Readonly<Record<string, number>>;
  /** By category, then by the week, counted in sevens of days from 1970-01-01; where a week had enough of them. */
  readonly weeks: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** How well the next category was foreseen of orders that the model had not seen: the share of hits. */
export interface NextCategoryHoldout {
  /** Orders that were foreseen. */
  readonly count: number;
  /** Of the first, and of the first three that were named. */
  readonly hit: number;
  readonly hitOfThree: number;
  /** The same of naming what is popular. */
  readonly baseline: { readonly hit: number; readonly hitOfThree: number };
}

/**
 * What is usual in a store, by which each customer's signals are judged: counted of a part of the customers, kept with its
 * version. What is missing has too little data; what stands in its place is said with each signal.
 */
export interface SignalLevels {
  readonly rfm: RfmCuts;
  readonly affinity?: SharesPrior;
  readonly prices?: DealPrior & DealWeeks;
  readonly channels: Readonly<Record<ScoredChannel, BetaPrior & { readonly messages: number }>>;
  readonly hours?: SharesPrior;
  /** `popularity`: the model foresaw no better, or there is too little, and what is popular is named. */
  readonly next?: NextCategoryModel & {
    readonly by: 'model' | 'popularity';
    readonly holdout: NextCategoryHoldout;
  };
}

/** What must have been counted before a level is said at all. */
export const leastCounted = {
  /** Purchases with a category. */
  affinity: 100,
  /** Lines of which it is known whether they were reduced. */
  prices: 200,
  /** Acts of customers. */
  hours: 100,
  /** Orders that can be foreseen. */
  next: 100,
} as const;
