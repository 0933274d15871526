import { type Baskets, fitNextCategory } from '../../../activities/scoring/signals/fit-next-category.ts';
import { countCategories, createNextCategories } from '../../../domain/scores/signals/next-category.ts';
import { measureSurprise, type Surprise } from '../../../domain/scores/signals/surprise.ts';

/** How surprising what is proposed is, and how often it comes all the same. */
export interface SurpriseOf extends Surprise {
  /** Of the last orders those that have one of the three proposals, and those that have one that is not among the popular. */
  readonly hits: number;
  readonly unexpectedHits: number;
}

/** Proposals of a list: as many as a message shows. */
const most = 3;

/**
 * What naming the popular, and the model with each degree of surprise, propose for the last order of each customer, which
 * neither has seen (R295). An unexpected hit is one that the popular list does not have (Ge, Delgado-Battenfeld and Jannach,
 * "Beyond accuracy", RecSys 2010). Undefined with too few customers.
 */
export const compareSurprise = (
  customers: readonly Baskets[],
  degrees: readonly number[],
  least: number,
  kindOf: (category: string) => string = (category) => category,
): { readonly popular: SurpriseOf; readonly byDegree: readonly SurpriseOf[] } | undefined => {
  const judged = customers.filter((baskets) => baskets.length > 1);
  const before = judged.map((baskets) => baskets.slice(0, -1));
  const model = fitNextCategory(before, least);
  if (!model) return undefined;
  const popular = createNextCategories(model)({ counts: {}, last: [] }, most).map(({ category }) => category);
  const of = (lists: readonly (readonly string[])[]): SurpriseOf => {
    const hit = lists.map((list, i) => list.filter((one) => judged[i]!.at(-1)!.includes(one)));
    const share = (is: (own: readonly string[]) => boolean): number => hit.filter(is).length / judged.length;
    return {
      ...measureSurprise(lists, model.prior.usual, kindOf),
      hits: share((own) => own.length > 0),
      unexpectedHits: share((own) => own.some((one) => !popular.includes(one))),
    };
  };
  return {
    popular: of(judged.map(() => popular)),
    byDegree: degrees.map((degree) => {
      const name = createNextCategories(model, degree);
      return of(
        before.map((baskets) =>
          name({ counts: countCategories(baskets), last: baskets.at(-1)! }, most).map(({ category }) => category),
        ),
      );
    }),
  };
};
