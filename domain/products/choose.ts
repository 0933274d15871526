import type { ProductId } from '../ids.ts';
import type { ProductsPolicy } from '../policy/products.ts';
import type { CandidateFacts, LineFacts, ProductsOfMessage } from '../rules/facts/products.ts';
import type { Millis } from '../time/instant.ts';
import { alternatives } from './alternatives.ts';
import type { ProductVerdict } from './flaws.ts';
import { imageFlaw, isStockFresh, judgeProduct, linkFlaw, type Surroundings } from './judge-product.ts';
import { pricedToday } from './price.ts';

/** How one product is shown; money of one unit, in minor units of the message's currency. */
export interface ShownProduct {
  readonly id: ProductId;
  readonly price: number;
  /** Whether its picture and its page may be used. */
  readonly image: boolean;
  readonly link: boolean;
}

/** A line that can be bought as it is shown. */
export interface BuyableLine extends ShownProduct {
  /** At most what there is. */
  readonly quantity: number;
  /** What the cart was filled at, where the policy wants it shown. */
  readonly oldPrice?: number;
  /** How many are left, where that is told. */
  readonly left?: number;
}

export interface ShownAlternative extends ShownProduct {
  readonly insteadOf: ProductId;
}

/** What a message shows of its products, and what it does not and why. */
export interface ProductChoice {
  /** One a line, in the cart's order. */
  readonly verdicts: readonly { readonly id: ProductId; readonly verdict: ProductVerdict }[];
  readonly buyable: readonly BuyableLine[];
  /** Lines that are shown as not to be had any more. */
  readonly soldOut: readonly ProductId[];
  readonly alternatives: readonly ShownAlternative[];
}

/** Decides about every product of a message (R215, R229). Pure: the gate's rules and the message agree. */
export const chooseProducts = (message: ProductsOfMessage, policy: ProductsPolicy, now: Millis): ProductChoice => {
  const around: Surroundings = { policy, now, message };
  const lines = message.lines.map((line) => pricedToday(line, message));
  const verdicts = lines.map((line) => ({ line, verdict: verdictOf(line, around) }));
  const soldOut = verdicts.filter(({ verdict }) => verdict === 'out_of_stock').map(({ line }) => line);
  return {
    verdicts: verdicts.map(({ line, verdict }) => ({ id: line.id, verdict })),
    buyable: verdicts.flatMap(({ line, verdict }) => (verdict === 'ok' ? [buyable(line, around)] : [])),
    soldOut: policy.cart.outOfStock === 'shown' ? soldOut.map(({ id }) => id) : [],
    alternatives: alternativesTo(soldOut, lines, message, around),
  };
};

const verdictOf = (line: LineFacts, around: Surroundings): ProductVerdict => {
  if (!line.known) return 'unknown';
  return line.quantity > 0 ? judgeProduct(line, 'cart', around) : 'no_price';
};

const shown = (product: LineFacts | CandidateFacts, around: Surroundings): ShownProduct => ({
  id: product.id,
  price: product.price!,
  image: imageFlaw(product, around) === undefined,
  link: linkFlaw(product, around) === undefined,
});

const buyable = (line: LineFacts, around: Surroundings): BuyableLine => {
  const { cart } = around.policy;
  // A stock that is shown to people must be known, and fresh.
  const left = line.stock !== undefined && isStockFresh(line, around) ? line.stock : undefined;
  const isTold = left !== undefined && (left < line.quantity || left <= cart.tellStockFrom);
  return {
    ...shown(line, around),
    quantity: left === undefined ? line.quantity : Math.min(line.quantity, left),
    ...(cart.oldPrice && line.cartPrice > line.price! && { oldPrice: line.cartPrice }),
    ...(isTold && { left }),
  };
};

/** One for each line that cannot be bought, none twice and none that the cart has already. */
const alternativesTo = (
  soldOut: readonly LineFacts[],
  lines: readonly LineFacts[],
  message: ProductsOfMessage,
  around: Surroundings,
): readonly ShownAlternative[] => {
  const { alternatives: wanted } = around.policy;
  const taken = new Set(lines.map(({ id }) => id));
  const found: ShownAlternative[] = [];
  for (const line of soldOut) {
    if (found.length >= wanted.most) break;
    const one = alternatives[wanted.order](line, wanted, message).find(
      (candidate) => !taken.has(candidate.id) && candidateVerdict(candidate, around) === 'ok',
    );
    if (!one) continue;
    taken.add(one.id);
    found.push({ ...shown(one, around), insteadOf: line.id });
  }
  return found;
};

/** Whether a candidate may be proposed to this customer. */
export const candidateVerdict = (candidate: CandidateFacts, around: Surroundings): ProductVerdict => {
  if (candidate.returned) return 'returned';
  return candidate.owned ? 'owned' : judgeProduct(candidate, 'recommended', around);
};
