import type { Visit } from '../../intents/visits.ts';
import type { Millis } from '../../time/instant.ts';

/** A product that a customer lately turned to. */
export interface Looked {
  readonly visits: readonly Visit[];
  readonly cartedAt?: Millis | null | undefined;
}

/** What each act counts; a second look at the same product says more than a look at another. */
const weights = { view: 1, repeatView: 2, cart: 5, checkout: 8 } as const;

/** Half of an act is over after three days. */
export const intentHalfLife: Millis = 3 * 86_400_000;

/**
 * How much a customer is about to buy, as of `now`: the sum of what they did since their last order, each act worth half
 * after three days.
 *
 * @param checkouts when a checkout of a cart that is open began.
 */
export const intentScore = (
  looked: readonly Looked[],
  checkouts: readonly Millis[],
  { now, since = Number.NEGATIVE_INFINITY }: { readonly now: Millis; readonly since?: Millis | undefined },
): number => {
  const worth = (at: Millis, weight: number): number =>
    at > since && at <= now ? weight * 2 ** ((at - now) / intentHalfLife) : 0;
  let score = 0;
  for (const { visits, cartedAt } of looked) {
    const seen = visits.filter(({ at }) => at > since && at <= now);
    for (const [index, { at }] of seen.entries()) score += worth(at, index === 0 ? weights.view : weights.repeatView);
    if (cartedAt !== null && cartedAt !== undefined) score += worth(cartedAt, weights.cart);
  }
  for (const at of checkouts) score += worth(at, weights.checkout);
  return score;
};
