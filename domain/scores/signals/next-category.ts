import { type SharesPrior, shrunkShares } from './shrink.ts';

/** What a store's orders say of the category of the next. */
export interface NextCategoryModel {
  /** The shares of categories among all, and how many purchases of one's own count as much. */
  readonly prior: SharesPrior;
  /** Of each category, what came next how often; categories that led nowhere often enough are missing. */
  readonly follows: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** So much the last categories speak, from 0 to 1; the rest is the customer's own habit. */
  readonly chain: number;
  /** So many follows of a category count as much as what is usual. */
  readonly followStrength: number;
}

export interface NextCategory {
  readonly category: string;
  readonly probability: number;
}

/** What a customer bought: how often of each category, and of which last. */
export interface BoughtCategories {
  readonly counts: Readonly<Record<string, number>>;
  readonly last: readonly string[];
}

/**
 * The categories of which a customer most probably buys next, the likeliest first (R289): their own habit, shrunk toward the
 * shop's shares, mixed with what others bought after the categories that they bought last. A first-order Markov chain with a
 * personal mixture: Rendle, Freudenthaler and Schmidt-Thieme, "Factorizing personalized Markov chains for next-basket
 * recommendation", WWW 2010, without the factorisation. Who bought nothing yet gets what is popular. Made once a model: what
 * follows a category is remembered for all customers.
 *
 * @param surprise how far what everybody buys counts less (R295), from 0 to 1: categories come in the order of probability /
 * usual^surprise, between what is likeliest and what is likelier of this customer than of others (popularity discounted by a
 * power: Steck, "Item popularity and recommendation accuracy", RecSys 2011). The probabilities that are said stay true.
 */
export const createNextCategories = (
  { prior, follows, chain, followStrength }: NextCategoryModel,
  surprise = 0,
): ((bought: BoughtCategories, most: number) => readonly NextCategory[]) => {
  const categories = Object.keys(prior.usual);
  const places = new Map(categories.map((category, place) => [category, place]));
  const usual = Float64Array.from(categories, (category) => prior.usual[category]!);
  const discount = usual.map((share) => (share > 0 ? share ** -Math.min(1, Math.max(0, surprise || 0)) : 0));
  const chains = new Map<string, Float64Array>();
  const chainFrom = (from: string): Float64Array | undefined => {
    const own = follows[from];
    if (!own) return undefined;
    const known = chains.get(from);
    if (known) return known;
    const shares = shrunkShares({ usual: prior.usual, strength: followStrength }, own);
    const made = Float64Array.from(categories, (category) => shares[category]!);
    chains.set(from, made);
    return made;
  };
  return ({ counts, last }, most) => {
    const probability = new Float64Array(categories.length);
    let all = prior.strength;
    for (const [category, count] of Object.entries(counts)) {
      const place = places.get(category);
      if (place === undefined || !(count > 0)) continue;
      probability[place]! += count;
      all += count;
    }
    const froms = [...new Set(last)].flatMap((category) => chainFrom(category) ?? []);
    const weight = froms.length === 0 ? 0 : chain;
    for (const [place, share] of usual.entries()) {
      const habit = all > 0 ? (probability[place]! + prior.strength * share) / all : 0;
      const next = froms.reduce((sum, one) => sum + one[place]!, 0) / Math.max(1, froms.length);
      probability[place] = (1 - weight) * habit + weight * next;
    }
    return largest(
      probability.map((one, place) => one * discount[place]!),
      most,
    ).map((place) => ({
      category: categories[place]!,
      probability: probability[place]!,
    }));
  };
};

/** The places of the largest values, the largest first; of equals the first. */
const largest = (values: Float64Array, most: number): readonly number[] => {
  const found: number[] = [];
  for (const [place, value] of values.entries()) {
    if (found.length === most && !(value > values[found.at(-1)!]!)) continue;
    let at = found.length;
    while (at > 0 && value > values[found[at - 1]!]!) at -= 1;
    found.splice(at, 0, place);
    if (found.length > most) found.pop();
  }
  return found;
};

/** How often of each category something was bought. */
export const countCategories = (baskets: readonly (readonly string[])[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const basket of baskets) for (const category of basket) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
};
