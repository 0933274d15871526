import { daysBetween } from '../time/days.ts';
import { median } from './median.ts';

/** What is known of how a customer uses up a product. */
export interface Usage {
  /** How long one unit lasts, as the catalogue tells it, in days. */
  readonly usualDays: number;
  /** Bought now, in units. */
  readonly quantity: number;
  /** Earlier purchases of the same product and this one, in milliseconds and units, in any order. */
  readonly purchases: readonly { readonly at: number; readonly quantity: number }[];
}

/** Estimates for how many days what was bought now will last. Another model is another function of this type. */
export type EstimateRenewal = (usage: Usage) => number;

/** Purchases from which a customer's own rhythm counts: two gaps at least. */
const enoughPurchases = 3;
/** How far a rhythm may be from the catalogue's duration: beyond it something else explains the gap. */
const within = { least: 0.5, most: 2 } as const;

/**
 * The median time that one unit lasted this customer, where they bought the product three times or more, else the
 * catalogue's; times the units bought (R37, R40).
 */
export const estimateRenewal: EstimateRenewal = ({ usualDays, quantity, purchases }) => {
  const sorted = purchases.toSorted((a, b) => a.at - b.at);
  const perUnit = sorted
    .slice(1)
    .map(({ at }, index) => daysBetween(sorted[index]!.at, at) / Math.max(1, sorted[index]!.quantity));
  const own = sorted.length >= enoughPurchases ? median(perUnit)! : usualDays;
  const bounded = Math.min(usualDays * within.most, Math.max(usualDays * within.least, own));
  return Math.round(bounded * quantity);
};
