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

/** By which rule a cut was chosen. */
export type IntentRule = 'three_times' | 'youden';

/** What a cut brings, on customers from whom it was not chosen. */
export interface IntentHoldout {
  readonly visits: number;
  readonly buyers: number;
  /** Of those from the cut on. */
  readonly above: { readonly visits: number; readonly buyers: number };
  /** How many times as often as all they buy, with the bounds that hold 95 times of 100; 0 while nobody buys. */
  readonly times: { readonly value: number; readonly low: number; readonly high: number };
  /** Of the buyers, the part that the cut finds. */
  readonly found: number;
}

/**
 * The cut, chosen on one half of the customers: the least score from which on three times as many buy as of all; where there
 * is none, the score at which the share of buyers found is the farthest above that of the others (Youden, "Index for rating
 * diagnostic tests", Cancer 1950), the lowest of equals. Undefined with too few buyers.
 */
export const chooseIntentCut = (
  outcomes: readonly IntentOutcome[],
): { readonly cut: number; readonly rule: IntentRule } | undefined => {
  const cut = calibrateIntent(outcomes);
  if (cut !== undefined) return { cut, rule: 'three_times' };
  const sorted = outcomes.filter(({ score }) => Number.isFinite(score)).toSorted((a, b) => b.score - a.score);
  const all = sorted.filter(({ bought }) => bought).length;
  if (all < leastBuyers || all === sorted.length) return undefined;
  let [buyers, best] = [0, undefined as { readonly cut: number; readonly index: number } | undefined];
  for (const [place, { score, bought }] of sorted.entries()) {
    if (bought) buyers += 1;
    if (sorted[place + 1]?.score === score) continue;
    const index = buyers / all - (place + 1 - buyers) / (sorted.length - all);
    if (index > 0 && (!best || index >= best.index)) best = { cut: score, index };
  }
  return best && { cut: best.cut, rule: 'youden' };
};

/** Of a normal, what 95 times of 100 lies within. */
const bound = 1.959963984540054;

/**
 * What a cut brings on other customers. The bounds of the ratio are those of its logarithm, by the delta method (Katz et al.,
 * Biometrics 1978), of the visits from the cut on against all of them as if the two were apart, which is wider.
 */
export const judgeIntentCut = (outcomes: readonly IntentOutcome[], cut: number): IntentHoldout => {
  const own = outcomes.filter(({ score }) => Number.isFinite(score));
  const buyersOf = (some: readonly IntentOutcome[]): number => some.filter(({ bought }) => bought).length;
  const from = own.filter(({ score }) => score >= cut);
  const [buyers, above] = [buyersOf(own), buyersOf(from)];
  const value = buyers === 0 || from.length === 0 ? 0 : above / from.length / (buyers / own.length);
  const error = above === 0 ? 0 : Math.sqrt(1 / above - 1 / from.length + 1 / buyers - 1 / own.length);
  return {
    visits: own.length,
    buyers,
    above: { visits: from.length, buyers: above },
    times: { value, low: value * Math.exp(-bound * error), high: value * Math.exp(bound * error) },
    found: buyers === 0 ? 0 : above / buyers,
  };
};

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
