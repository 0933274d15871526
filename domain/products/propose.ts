import { isContextual } from '../template-needs.ts';
import type { ProposalsOfMessage, ProposedFacts } from '../rules/facts/proposals.ts';
import type { ProductsPolicy } from '../policy/products.ts';
import type { Millis } from '../time/instant.ts';
import { orders } from './alternatives.ts';
import type { ShownProduct } from './choose.ts';
import type { ProductVerdict } from './flaws.ts';
import { imageFlaw, judgeProduct, linkFlaw, type Surroundings } from './judge-product.ts';

/** What a message proposes, best first, and why the others were left out. */
export interface Proposals {
  readonly shown: readonly ShownProduct[];
  readonly verdicts: readonly { readonly id: ProposedFacts['id']; readonly verdict: ProductVerdict }[];
}

/** Shown at most: a message is no catalogue (R4). */
const most = 3;

/**
 * Decides what a message proposes: only what is whole, in stock, and neither owned nor returned (R48, R215). The product
 * that the message itself is about may be owned: that is why it is written. Pure: rules and message agree.
 */
export const proposeProducts = (message: ProposalsOfMessage, policy: ProductsPolicy, now: Millis): Proposals => {
  const around: Surroundings = { policy, now, message };
  const judged = message.candidates.map((product) => ({ product, verdict: verdictOf(product, message, around) }));
  return {
    shown: arranged(
      judged.filter(({ verdict }) => verdict === 'ok').map(({ product }) => product),
      message,
      policy,
    )
      .slice(0, most)
      .map((product) => ({
        id: product.id,
        price: product.price!,
        image: imageFlaw(product, around) === undefined,
        link: linkFlaw(product, around) === undefined,
      })),
    verdicts: judged.map(({ product, verdict }) => ({ id: product.id, verdict })),
  };
};

/** As they were found; what is about categories by the order that the policy names, and one of each before a second one. */
const arranged = (
  products: readonly ProposedFacts[],
  { from, nearTo }: ProposalsOfMessage,
  { alternatives }: ProductsPolicy,
): readonly ProposedFacts[] => {
  if (!isContextual(from)) return products;
  const compare = orders[nearTo === undefined ? 'best-seller' : alternatives.order];
  const turns = new Map<number, number>();
  return products
    .toSorted((a, b) => compare(a, b, nearTo ?? 0) || (a.id < b.id ? -1 : 1))
    .map((product) => {
      const { place = 1 } = product;
      const turn = turns.get(place) ?? 0;
      turns.set(place, turn + 1);
      return { product, turn, place };
    })
    .toSorted((a, b) => a.turn - b.turn || a.place - b.place)
    .map(({ product }) => product);
};

const verdictOf = (product: ProposedFacts, { from }: ProposalsOfMessage, around: Surroundings): ProductVerdict => {
  if (from === 'same') return judgeProduct(product, 'cart', around);
  if (product.returned) return 'returned';
  // What they looked at they chose themselves, as what is in a cart.
  return product.owned ? 'owned' : judgeProduct(product, from === 'looked-at' ? 'cart' : 'recommended', around);
};
