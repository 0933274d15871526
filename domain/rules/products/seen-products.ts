import type { ProductId } from '../../ids.ts';
import { chooseProducts, type ProductChoice } from '../../products/choose.ts';
import type { ProductFlaw, ProductVerdict } from '../../products/flaws.ts';
import type { RuleContext } from '../context.ts';

/** What the rules of products store of what they saw: how many lines had which verdict, and what could stand in. */
export interface SeenProducts {
  readonly lines?: Readonly<Partial<Record<ProductVerdict, number>>>;
  readonly alternatives?: number;
  /** The first of those that are not shown as something to buy, each with why. */
  readonly notShown?: readonly { readonly id: ProductId; readonly flaw: ProductFlaw }[];
}

/** Named at most: a cart may have 200 lines, and the facts have them all. */
const mostNamed = 10;

/** The products of the message as decided about; undefined when it is about none. */
export const choiceOf = ({ products, policy, now }: RuleContext): ProductChoice | undefined =>
  products && chooseProducts(products, policy.products, now);

export const seenProducts = ({ verdicts, alternatives }: ProductChoice): SeenProducts => {
  const lines: Partial<Record<ProductVerdict, number>> = {};
  for (const { verdict } of verdicts) lines[verdict] = (lines[verdict] ?? 0) + 1;
  const notShown = verdicts.flatMap(({ id, verdict }) => (verdict === 'ok' ? [] : [{ id, flaw: verdict }]));
  return {
    lines,
    alternatives: alternatives.length,
    ...(notShown.length > 0 && { notShown: notShown.slice(0, mostNamed) }),
  };
};

/** How many lines have one of these verdicts. */
export const countOf = ({ lines = {} }: SeenProducts, verdicts: readonly ProductVerdict[]): number =>
  verdicts.reduce((sum, verdict) => sum + (lines[verdict] ?? 0), 0);

export const staleFlaws = ['stale_description', 'stale_price', 'stale_stock'] as const satisfies ProductFlaw[];

/** `1 product`, `3 products`. */
export const counted = (count: number): string => (count === 1 ? '1 product' : `${count} products`);
