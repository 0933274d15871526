import type { Visit } from '../../intents/visits.ts';
import type { Millis } from '../../time/instant.ts';

/** What a customer did with one product since they last bought: counted by intake. */
export interface IntentCounts {
  readonly visits: readonly Pick<Visit, 'at'>[];
  readonly cartedAt?: Millis | null | undefined;
}

/** What each counts; a second look at the same product says more than a look at another. */
export const intentWeights = { view: 1, repeatView: 2, cart: 5, checkout: 8 } as const;

/** Half of an act is over after three days. */
export const intentHalfLife: Millis = 3 * 86_400_000;

/** Where customers are judged one and all, what is older than so many half-lives is left out: it counts next to nothing. */
export const intentHalfLives = 7;

export interface IntentScore {
  readonly score: number;
  /** Looks and carts that it comes from. */
  readonly acts: number;
}

/**
 * How much a customer is about to buy, now: the sum of what they did, each act worth half after three days. What came before
 * their last order is over, and what the clock has not come to does not count.
 *
 * @param since their last order.
 * @param checkouts when a checkout of a cart that is open began.
 */
export const intentScore = (
  products: readonly IntentCounts[],
  checkouts: readonly Millis[],
  { now, since = Number.NEGATIVE_INFINITY }: { readonly now: Millis; readonly since?: Millis | undefined },
): IntentScore => {
  let [score, acts] = [0, 0];
  const add = (at: Millis, weight: number): void => {
    if (!(at > since && at <= now)) return;
    score += weight * 2 ** ((at - now) / intentHalfLife);
    acts += 1;
  };
  for (const { visits, cartedAt } of products) {
    const seen = visits.filter(({ at }) => at > since && at <= now).toSorted((one, other) => one.at - other.at);
    for (const [index, { at }] of seen.entries()) add(at, index === 0 ? intentWeights.view : intentWeights.repeatView);
    if (cartedAt !== undefined && cartedAt !== null) add(cartedAt, intentWeights.cart);
  }
  for (const at of checkouts) add(at, intentWeights.checkout);
  return { score, acts };
};

/** A customer's score at an instant, and whether they bought within the week after. */
export interface IntentOutcome {
  readonly score: number;
  readonly bought: boolean;
}

/** Fewer buyers above a score prove nothing of it. */
const leastBuyers = 10;

/** What is asked of a cut: three times the share of all who buy. */
const timesBase = 3;

/**
 * The least score from which on those who have it buy `timesBase` times as often as all; undefined when no score does, or
 * with too few buyers to tell.
 */
export const calibrateIntent = (outcomes: readonly IntentOutcome[]): number | undefined => {
  const sorted = outcomes.filter(({ score }) => Number.isFinite(score)).toSorted((a, b) => b.score - a.score);
  const base = sorted.filter(({ bought }) => bought).length / sorted.length;
  let [buyers, cut] = [0, undefined as number | undefined];
  for (const [index, { score, bought }] of sorted.entries()) {
    if (bought) buyers += 1;
    const isLast = sorted[index + 1]?.score !== score;
    if (isLast && buyers >= leastBuyers && buyers / (index + 1) >= timesBase * base) cut = score;
  }
  return cut;
};
