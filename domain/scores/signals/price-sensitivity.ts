import { type BetaPrior, shrunkIndex, shrunkShare } from './shrink.ts';

/** What a customer bought at public prices, and what they did with codes of their own. */
export interface DealHistory {
  readonly orders: number;
  /** Lines of which it is known whether the price was reduced for everybody. */
  readonly lines: number;
  /** Those that were. */
  readonly reduced: number;
  /** How many of these lines a usual customer would have bought reduced, given their categories and weeks. */
  readonly expected: number;
  /** Codes that they were given, and used. */
  readonly given: number;
  readonly used: number;
}

/** What is usual in a store. */
export interface DealPrior {
  /** Of reduced lines among all, and of codes used among those given. */
  readonly lines: BetaPrior;
  readonly codes: BetaPrior;
  /** Of the index: so many expected lines count as much as what is usual. */
  readonly strength: number;
  /** From this index on a customer is among the most sensitive quarter. */
  readonly cut: number;
}

export interface PriceSensitivity {
  /** Against a usual customer who bought the same categories in the same weeks: 1 is as usual. */
  readonly index: number;
  /** Of their lines, bought reduced; of their codes, used. Separate segments of customers exist for the two. */
  readonly reducedShare: number;
  readonly codeShare: number;
  /** Null: too little is known of them. */
  readonly sensitive: boolean | null;
}

/** From so many orders, or lines, on it is said of somebody. */
const least = { orders: 3, lines: 10 } as const;

/**
 * How much a customer goes by prices (R101, R118, R236). The index controls for what was on offer when they bought (Fader
 * and McAlister, MIT working paper 1663-85), so that a week of sales makes nobody sensitive; price cuts and coupons are told
 * apart (Lichtenstein, Netemeyer and Burton, 1990). A code is counted against the codes that were given, and cut prices are
 * everybody's: what we choose to send somebody raises neither by itself.
 */
export const priceSensitivity = (
  prior: DealPrior,
  { orders, lines, reduced, expected, given, used }: DealHistory,
): PriceSensitivity => {
  const index = shrunkIndex(prior.strength, reduced, expected);
  const isKnown = orders >= least.orders || lines >= least.lines;
  return {
    index,
    reducedShare: shrunkShare(prior.lines, reduced, lines),
    codeShare: shrunkShare(prior.codes, used, given),
    sensitive: isKnown && lines > 0 ? index >= prior.cut : null,
  };
};

/** A price is reduced when it is below what the product cost lately by more than this: less is rounding. */
const reducedBy = 0.05;

/** Whether a line was bought below the product's usual price; undefined: nobody knows what it usually costs. */
export const isReduced = (paid: number, usual: number | null | undefined): boolean | undefined =>
  usual === null || usual === undefined || !(usual > 0) || !(paid >= 0) ? undefined : paid < usual * (1 - reducedBy);
