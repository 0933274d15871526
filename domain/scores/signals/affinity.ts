import { decay, type SharesPrior } from './shrink.ts';

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
 * The categories that a customer is drawn to, the strongest first: (n_c + S q_c) / (n + S), Dirichlet-multinomial shrinkage
 * toward the shop's shares (Minka, "Estimating a Dirichlet distribution", 2000). Who did nothing yet has the shop's shares,
 * with a lift of 1.
 */
export const affinities = (
  prior: SharesPrior,
  counts: Readonly<Record<string, number>>,
  most: number,
): readonly CategoryShare[] => {
  const { usual, strength } = prior;
  const own = Object.entries(counts).filter(([category, count]) => count > 0 && usual[category] !== undefined);
  const total = own.reduce((sum, [, count]) => sum + count, strength);
  if (!(total > 0)) return [];
  const acted = new Map(own);
  // Of those without an act of their own only the shop's largest can be among the first.
  const candidates = [...acted.keys(), ...largestOf(usual).slice(0, most + own.length)];
  return [...new Set(candidates)]
    .map((category) => {
      const share = ((acted.get(category) ?? 0) + strength * usual[category]!) / total;
      return { category, share, lift: share / usual[category]! };
    })
    .toSorted((one, other) => other.share - one.share || (one.category < other.category ? -1 : 1))
    .slice(0, most);
};

const sorted = new WeakMap<object, readonly string[]>();

/** The shop's categories, the largest first; worked out once for all of its customers. */
const largestOf = (usual: SharesPrior['usual']): readonly string[] => {
  const known = sorted.get(usual);
  if (known) return known;
  const made = Object.keys(usual).toSorted((one, other) => usual[other]! - usual[one]! || (one < other ? -1 : 1));
  sorted.set(usual, made);
  return made;
};
