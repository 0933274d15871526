import type { Channel } from '../journey.ts';
import type { Instant } from '../time/instant.ts';

/**
 * What was sent, and what came of it. An order is credited to the last marketing message that its customer got within three days
 * before it, and to no other. Money in minor units of the store's currency.
 */
export interface Performance {
  readonly messages: number;
  /** Written to, each once. */
  readonly customers: number;
  /** Of them, who followed a link; opens are not measured. */
  readonly clickers: number;
  readonly bounced: number;
  readonly complained: number;
  /** What its text messages cost. */
  readonly cost: number;
  readonly orders: number;
  readonly buyers: number;
  readonly revenue: number;
  /** From what began the run to the order, on average; null without an order. */
  readonly hoursToOrder: number | null;
}

/** Orders that stand: neither cancelled nor sent back; money less what was given back, of the store's currency alone. */
export interface OrderFigures {
  readonly count: number;
  readonly revenue: number;
  readonly buyers: number;
  /** Of the buyers, who had never bought before. */
  readonly firstBuyers: number;
  /** Not among the others. */
  readonly inOtherCurrencies: number;
}

/** What became of the buyers since. */
export interface BuyersSince {
  /** Who ordered again after the period. */
  readonly again: number;
  readonly firstBuyersAgain: number;
  /** Of how many the models foresee what they will bring, and how much in all. */
  readonly foreseen: number;
  readonly lifetimeValue: number;
}

/** An hour or a day of the period, as clocks in the store's zone have it. */
export interface TrendPart {
  readonly from: Instant;
  readonly orders: number;
  readonly revenue: number;
}

/** What a period came to, counted from the ledger and the orders at one instant. */
export interface Figures {
  readonly from: Instant;
  readonly until: Instant;
  readonly currency: string;
  readonly orders: OrderFigures;
  /** All marketing messages together. */
  readonly all: Performance;
  readonly channels: readonly (Performance & { readonly channel: Channel })[];
  readonly journeys: readonly (Performance & { readonly journey: string })[];
  /** Orders that followed no message. */
  readonly unprompted: { readonly orders: number; readonly revenue: number };
  readonly trend: readonly TrendPart[];
  readonly since: BuyersSince;
}

/** An order follows from a message of so long before at most, in milliseconds: as engagement has it. */
export const creditedWithin = 3 * 86_400_000;

/** A part of a whole; null where there is no whole. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
