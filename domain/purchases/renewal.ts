import { daysBetween } from '../time/days.ts';
import { learntGap, type LearntGaps, type PurchasesOfProduct } from './learnt-gaps.ts';
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

/** For how long a purchase will last, and what says so. */
export interface Renewal {
  readonly days: number;
  /** `model`: the gaps of all customers and the customer's own; `rules`: the catalogue, and the customer's own median. */
  readonly by: 'model' | 'rules';
  /** Gaps that it rests on: the customer's own, and those of all customers with the product. */
  readonly ownGaps: number;
  readonly allGaps: number;
  /** Version of the model. */
  readonly model?: number;
}

/** Later than this nobody is reminded of anything. */
const longest = 730;

/**
 * For how long what was bought now will last: by the store's model of gaps where there is one, else by `simple`. Undefined
 * when nothing says that the product is used up at all.
 *
 * @param days the customer's days of purchase of the product, this one included.
 */
export const renewalOf = (
  usage: Omit<Usage, 'usualDays'> & { readonly usualDays: number | undefined },
  days: readonly PurchasesOfProduct[],
  learnt: LearntGaps | undefined,
  simple: EstimateRenewal,
): Renewal | undefined => {
  const { usualDays, quantity, purchases } = usage;
  const gap = learnt && learntGap(learnt, usualDays, days);
  if (gap) {
    const lasts = Math.min(longest, Math.round(quantity * Math.exp(gap.mean)));
    return { days: lasts, by: 'model', ownGaps: gap.evidence.own, allGaps: gap.evidence.all, model: learnt.version };
  }
  if (usualDays === undefined) return undefined;
  const lasts = simple({ usualDays, quantity, purchases });
  return { days: lasts, by: 'rules', ownGaps: Math.max(0, purchases.length - 1), allGaps: 0 };
};
