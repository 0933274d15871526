import type { NextCategoryHoldout, SignalLevels } from '../../../domain/scores/signals/levels.ts';
import {
  countCategories,
  createNextCategories,
  type NextCategoryModel,
} from '../../../domain/scores/signals/next-category.ts';
import { usualShares } from '../../../domain/scores/signals/shrink.ts';
import { fitStrength } from '../shrinkage/fit-strength.ts';

/** The orders of a customer, oldest first: the categories of each. */
export type Baskets = readonly (readonly string[])[];

/** Fewer follows of a category tell nothing of what comes after it. */
const leastFollows = 20;
/** Of each category so many that come next are kept. */
const mostNext = 30;
/** How much the chain may speak. */
const chains = [0, 0.25, 0.5, 0.75, 1] as const;
/** Follows that count as much as what is usual. */
const followStrength = 20;
/** So many of a customer's last orders are foreseen, each from those before it. */
const mostJudged = 5;

/**
 * What a store's orders teach of the category of the next (R289), and how it does on what it has not seen: the last orders of
 * each customer are foreseen, each from those before it, beside naming what is popular. How much the chain speaks is chosen
 * on one half of the customers, and the figures are those of the other half. What foresees no better than what is popular is
 * not used. Undefined: fewer than `least` customers have orders that can be foreseen.
 */
export const fitNextCategory = (
  customers: readonly Baskets[],
  least: number,
): NonNullable<SignalLevels['next']> | undefined => {
  const split = customers.map((baskets) => {
    const judged = Math.min(mostJudged, Math.floor(baskets.length / 2));
    return { known: baskets.slice(0, baskets.length - judged), baskets, judged };
  });
  const foreseen = split.filter(({ judged }) => judged > 0);
  if (foreseen.length < least) return undefined;
  const learnt = learn(split.map(({ known }) => known));
  if (!learnt) return undefined;
  const [choosing, judging] = [0, 1].map((half) => foreseen.filter((_, index) => index % 2 === half)) as [
    typeof foreseen,
    typeof foreseen,
  ];
  const [best] = chains
    .map((chain) => ({ chain, ...hits({ ...learnt, chain }, choosing) }))
    .toSorted((one, other) => other.hit - one.hit || other.hitOfThree - one.hitOfThree || one.chain - other.chain);
  const { count, ...own } = hits({ ...learnt, chain: best!.chain }, judging);
  const { hit, hitOfThree } = hits({ ...learnt, chain: 0 }, judging, 'popular');
  const holdout: NextCategoryHoldout = { count, ...own, baseline: { hit, hitOfThree } };
  // In use it knows the last orders too.
  return { ...learn(customers)!, chain: best!.chain, by: own.hit > hit ? 'model' : 'popularity', holdout };
};

const learn = (customers: readonly Baskets[]): Omit<NextCategoryModel, 'chain'> | undefined => {
  const counts = customers.map(countCategories);
  const usual = usualShares(counts);
  if (Object.keys(usual).length < 2) return undefined;
  const strength = fitStrength(usual, counts);
  return { prior: { usual, strength }, follows: followsOf(customers, usual), followStrength };
};

const followsOf = (
  customers: readonly Baskets[],
  usual: Readonly<Record<string, number>>,
): NextCategoryModel['follows'] => {
  const found = new Map<string, Map<string, number>>();
  for (const baskets of customers)
    for (const [index, basket] of baskets.slice(1).entries())
      for (const from of baskets[index]!) {
        const own = found.get(from) ?? new Map<string, number>();
        for (const to of basket) if (usual[to] !== undefined) own.set(to, (own.get(to) ?? 0) + 1 / basket.length);
        found.set(from, own);
      }
  const enough = [...found].filter(
    ([from, own]) => usual[from] !== undefined && [...own.values()].reduce((sum, one) => sum + one, 0) >= leastFollows,
  );
  return Object.fromEntries(
    enough.map(([from, own]) => [from, Object.fromEntries(often(own).map(([to, times]) => [to, round(times)]))]),
  );
};

/** What came seldom is as good as what is usual. */
const often = (own: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...own].toSorted(([, one], [, other]) => other - one).slice(0, mostNext);

const round = (times: number): number => Math.round(times * 1000) / 1000;

/** How often the next order has what was named first, and one of the first three. */
const hits = (
  model: NextCategoryModel,
  customers: readonly { readonly baskets: Baskets; readonly judged: number }[],
  popular?: 'popular',
): { readonly count: number; readonly hit: number; readonly hitOfThree: number } => {
  const name = createNextCategories(model);
  const always = name({ counts: {}, last: [] }, 3);
  let [count, hit, hitOfThree] = [0, 0, 0];
  for (const { baskets, judged } of customers)
    for (let next = baskets.length - judged; next < baskets.length; next += 1) {
      const before = baskets.slice(0, next);
      const named = popular ? always : name({ counts: countCategories(before), last: before.at(-1)! }, 3);
      const came = named.map(({ category }) => baskets[next]!.includes(category));
      count += 1;
      if (came[0]) hit += 1;
      if (came.some(Boolean)) hitOfThree += 1;
    }
  return { count, hit: hit / Math.max(1, count), hitOfThree: hitOfThree / Math.max(1, count) };
};
