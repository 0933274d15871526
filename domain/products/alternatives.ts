import type { AlternativesOrder, AlternativesPolicy } from '../policy/products.ts';
import type { CandidateFacts, LineFacts, ProductsOfMessage } from '../rules/facts/products.ts';

/**
 * Which products may stand in for one that cannot be bought, best first. `product` has its price of today. Whatever
 * it proposes is shown only if it is usable, in stock, and neither owned nor returned: those are not its to decide.
 */
export type Alternatives = (
  product: LineFacts,
  wanted: AlternativesPolicy,
  facts: ProductsOfMessage,
) => readonly CandidateFacts[];

const near: Alternatives = (product, { priceWithin }, { candidates }) => {
  const { price } = product;
  if (price === undefined) return [];
  return candidates.filter(
    (one) =>
      one.insteadOf === product.id &&
      one.price !== undefined &&
      Math.abs(one.price - price) * 100 <= priceWithin * price,
  );
};

/** What is put in order: what it costs, and how often it sold. */
interface Ordered {
  readonly price?: number;
  readonly sold: number;
}

type Compare = (a: Ordered, b: Ordered, price: number) => number;

const nearer: Compare = (a, b, price) => Math.abs(a.price! - price) - Math.abs(b.price! - price);

/** The orders alone, for whatever is proposed: less than 0 puts `a` first; `price` is what theirs are held against. */
export const orders: Readonly<Record<AlternativesOrder, Compare>> = {
  'best-seller': (a, b, price) => b.sold - a.sold || nearer(a, b, price),
  nearest: nearer,
};

/** By id in the end, so that the same facts always propose the same. */
const by =
  (order: AlternativesOrder): Alternatives =>
  (product, wanted, facts) =>
    near(product, wanted, facts).toSorted((a, b) => orders[order](a, b, product.price!) || (a.id < b.id ? -1 : 1));

/** One function an order that a policy may name; a score is one more line. */
export const alternatives: Readonly<Record<AlternativesOrder, Alternatives>> = {
  'best-seller': by('best-seller'),
  nearest: by('nearest'),
};
