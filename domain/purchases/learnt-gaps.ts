import { type ProductLevel, usualGap, type UsualGap } from './usual-gap.ts';

/** What a store's own past taught of the gaps between two purchases of a product. */
export interface LearntGaps {
  /** Of the model in use. */
  readonly version: number;
  readonly sigma: number;
  readonly tau: number;
  readonly omega: number;
  /** Of the product: none where nobody bought it twice. */
  readonly product: (ProductLevel & { readonly buyers: number; readonly again: number }) | undefined;
}

/** A customer's purchases of one product: a day each, counted from 1970-01-01, in any order. */
export interface PurchasesOfProduct {
  readonly day: number;
  readonly units: number;
}

/** Of a product that the catalogue says nothing of: so often it must have been bought again, and by such a share of buyers. */
const usedUp = { gaps: 20, share: 0.2 } as const;

/**
 * A customer's usual gap with a product by what the store's past taught; undefined when neither the catalogue nor the past
 * says that the product is used up.
 *
 * @param usualDays how long one unit lasts by the catalogue.
 */
export const learntGap = (
  learnt: LearntGaps,
  usualDays: number | undefined,
  purchases: readonly PurchasesOfProduct[],
): UsualGap | undefined => {
  const level = learnt.product ?? untried(learnt, usualDays);
  if (!level) return undefined;
  if (usualDays === undefined && !isUsedUp(learnt.product)) return undefined;
  return usualGap(learnt, level, ownGaps(purchases));
};

/** Nobody bought it twice: what the catalogue says, as far as products are what catalogues say. */
const untried = ({ omega }: LearntGaps, usualDays: number | undefined): ProductLevel | undefined =>
  usualDays === undefined ? undefined : { mean: Math.log(usualDays), variance: omega * omega, gaps: 0 };

const isUsedUp = (product: LearntGaps['product']): boolean =>
  product !== undefined && product.gaps >= usedUp.gaps && product.again >= usedUp.share * product.buyers;

/** The customer's own gaps, as the model sums them: the logarithm of the days that a unit lasted. */
const ownGaps = (purchases: readonly PurchasesOfProduct[]): { readonly count: number; readonly sum: number } => {
  const sorted = purchases.toSorted((a, b) => a.day - b.day);
  const logs = sorted.slice(1).map(({ day }, index) => Math.log((day - sorted[index]!.day) / sorted[index]!.units));
  return { count: logs.length, sum: logs.reduce((all, one) => all + one, 0) };
};
