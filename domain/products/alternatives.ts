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

const distance = (one: CandidateFacts, product: LineFacts): number => Math.abs(one.price! - product.price!);

/** By id in the end, so that the same facts always propose the same. */
const nearest: Alternatives = (product, wanted, facts) =>
  near(product, wanted, facts).toSorted(
    (a, b) => distance(a, product) - distance(b, product) || (a.id < b.id ? -1 : 1),
  );

const bestSeller: Alternatives = (product, wanted, facts) =>
  nearest(product, wanted, facts).toSorted((a, b) => b.sold - a.sold);

/** One function an order that a policy may name; a score is one more line. */
export const alternatives: Readonly<Record<AlternativesOrder, Alternatives>> = {
  'best-seller': bestSeller,
  nearest,
};
