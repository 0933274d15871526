import type { Locale } from '../templates.ts';

/** What goes with the products of one category. */
export interface GoesWith {
  /** Categories, the most useful first: one product of each is proposed before a second one. */
  readonly categories: readonly string[];
  /** What helps with the use of what was bought: a training programme, a recipe; a page of the shop. */
  readonly guide?: { readonly url: string; readonly title: Readonly<Partial<Record<Locale, string>>> } | undefined;
}

/** What is proposed after a purchase: by the category that was bought, never anything at random (R43, R45). */
export interface CrossSellPolicy {
  /** By the category as the catalogue has it; of a category that is not named nothing follows. */
  readonly byCategory: Readonly<Record<string, GoesWith>>;
  /** The most that a proposal may cost, in percent of the price of what was bought. */
  readonly priceUpTo: number;
}

export const defaultCrossSell: CrossSellPolicy = { byCategory: {}, priceUpTo: 100 };

/** Of the products that were bought, the dearest line of which something follows. */
export const leadingLine = <Line extends { readonly category: string | null; readonly amount: number }>(
  lines: readonly Line[],
  { byCategory }: CrossSellPolicy,
): Line | undefined =>
  lines
    .filter(({ category }) => category !== null && Object.hasOwn(byCategory, category))
    .toSorted((a, b) => b.amount - a.amount)[0];
