import { decay, type SharesPrior, shrunkShares } from './shrink.ts';

/** How a customer showed interest in a category. */
export type AffinitySign = 'order' | 'cart' | 'view';

/** What each counts. */
const weights: Readonly<Record<AffinitySign, number>> = { order: 1, cart: 0.3, view: 0.1 };

/** After so many days it counts half. */
const halfLifeDays = 180;

export interface CategoryAct {
  readonly category: string;
  readonly sign: AffinitySign;
  /** Days ago. */
  readonly age: number;
}

export interface CategoryShare {
  readonly category: string;
  /** Of the customer's interest; of all categories together 1. */
  readonly share: number;
  /** Against what is usual in the shop: above 1 they like it more than others do. */
  readonly lift: number;
}

/** How much interest of each category was counted. */
export const categoryCounts = (acts: readonly CategoryAct[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { category, sign, age } of acts)
    counts[category] = (counts[category] ?? 0) + weights[sign] * decay(age, halfLifeDays);
  return counts;
};

/**
 * The categories that a customer is drawn to, the strongest first: Dirichlet-multinomial shrinkage toward the shop's shares
 * (Minka, "Estimating a Dirichlet distribution", 2000). Who did nothing yet has the shop's shares, with a lift of 1.
 */
export const affinities = (
  prior: SharesPrior,
  counts: Readonly<Record<string, number>>,
  most: number,
): readonly CategoryShare[] =>
  Object.entries(shrunkShares(prior, counts))
    .map(([category, share]) => ({ category, share, lift: share / prior.usual[category]! }))
    .toSorted((one, other) => other.share - one.share || (one.category < other.category ? -1 : 1))
    .slice(0, most);
