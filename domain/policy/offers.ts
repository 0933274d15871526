import type { AnySegment } from '../segments/names.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';

/**
 * What an offer gives; money in minor units of the store's currency. `loyalty`: bonus points instead of money (R56).
 * `longer-returns`: so many days to send back what was bought, counted as the shop counts them (R26).
 */
export type OfferWorth =
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'amount'; readonly amount: number }
  | { readonly kind: 'free-delivery' }
  | { readonly kind: 'longer-returns'; readonly days: number }
  | { readonly kind: 'loyalty'; readonly points: number };

/** Kinds that are a service and leave the price as it is. */
export const services: readonly OfferWorth['kind'][] = ['free-delivery', 'longer-returns', 'loyalty'];

/** Offers that may only be a service, whatever the store would like to give. */
export const serviceOffers: readonly string[] = ['seasonService'];

/** One way of being entitled to an offer: all that it says must be true. */
export interface OfferAudience {
  /** The cart's total, at least, in minor units of the store's currency. */
  readonly basketFrom?: number;
  /** True: customers who never ordered. */
  readonly firstOrder?: boolean;
  /** Customers in at least one of these. */
  readonly segments?: readonly AnySegment[];
}

/**
 * Where the codes come from. `pool`: the shop's own, imported. `generated`: made by us, for a shop that asks us whether
 * a code holds. `store`: the shop's API makes one when it is asked at `url`. `fixed`: one code for everybody, which
 * anyone can pass on; the others are of one customer each (R274).
 */
export type CodeSource =
  | { readonly from: 'pool' }
  | { readonly from: 'generated'; readonly prefix: string }
  | { readonly from: 'store'; readonly url: string }
  | { readonly from: 'fixed'; readonly code: string; readonly usableUntil?: Instant };

/** What becomes of a message whose offer cannot be given. */
export type WithoutOffer = 'without' | 'withhold';

/** One offer as the store wants it, read when a message is sent (R13, R275). */
export interface OfferPolicy {
  readonly gives: OfferWorth;
  /** Whoever one of these fits; absent: everybody. */
  readonly to?: readonly OfferAudience[];
  /**
   * True: groups of customers in whom it is known to cost more margin than it brings, by the store's own experiments, get
   * none; one customer in ten gets it all the same, so that it stays known (R290). Absent: everybody it is for.
   */
  readonly whereItPays?: true;
  /** A benefit that customers of these segments, and those above the ceiling, get in its place (R56, R121). */
  readonly instead?: { readonly offer: string; readonly to: readonly AnySegment[] };
  readonly codes: CodeSource;
  /**
   * A code holds for this long after the message was made, and then to the end of that day in the store's civil time
   * unless it ends `exactly`. What is printed is what is enforced.
   */
  readonly validity: { readonly for: Duration; readonly ends: 'day' | 'exactly' };
  /** When the customer may not get it. */
  readonly otherwise: WithoutOffer;
  /** When there is no code left. */
  readonly whenEmpty: WithoutOffer | { readonly offer: string };
  /** Other offers of which a customer may hold a valid code at the same time (R220); of all others never. */
  readonly mayOverlap?: readonly string[];
  /**
   * A customer who holds a code of this offer on terms that changed since: `keep` shows that code again in further
   * messages, `adopt` gives a new one (R275). What was given stays valid either way.
   */
  readonly afterChange: 'keep' | 'adopt';
  /** Whether a code is valid again when its order was cancelled or returned. */
  readonly afterReturn: 'reopen' | 'spent';
  /** A pool with fewer free codes than this is reported. */
  readonly alarmBelow?: number;
}

/** What the store gives, to whom, and how far it goes with one customer. */
export interface OffersPolicy {
  /** By the id that journeys name; what is missing here is given to nobody. */
  readonly byId: Readonly<Record<string, OfferPolicy>>;
  /** At most this many codes a customer in any such period, over all offers (R14). */
  readonly perCustomer: { readonly codes: number; readonly period: Duration };
  /** The dearest discount for customers of high value (R121); absent: none is too dear. */
  readonly highValueCeiling?: { readonly percent?: number; readonly amount?: number };
  /** The largest part of the cart's total that a discount may be, in percent (R189). */
  readonly largestShare: number;
  /** Who bought this often while a code of theirs was valid, and used none, gets no more in the period (R189). */
  readonly boughtWithout: number;
  /** Who let this many codes of the period pass unused, and none used, gets no more in it (R262). */
  readonly leftUnused: number;
}

/** Points on a day of the customer's own, for as long as the reminder of it needs. */
const points = (count: number, prefix: string): OfferPolicy => ({
  gives: { kind: 'loyalty', points: count },
  codes: { from: 'generated', prefix },
  validity: { for: '21 days', ends: 'day' },
  otherwise: 'without',
  whenEmpty: 'without',
  afterChange: 'keep',
  afterReturn: 'reopen',
});

/** Points rather than a promotion, on the days that are the customer's own (R56), and to the best customers. Their journeys are off in a new store. */
export const defaultOffers: OffersPolicy = {
  byId: {
    birthdayGift: points(100, 'FETE'),
    anniversaryGift: points(50, 'MERCI'),
    // The best customers are not bought back by a discount in the middle of one (R119, R121).
    eventReturn: { ...points(150, 'REVOIR'), to: [{ segments: ['vip'] }] },
  },
  perCustomer: { codes: 2, period: '180 days' },
  largestShare: 50,
  boughtWithout: 2,
  leftUnused: 2,
};

/** The most codes of a customer that are looked at. */
export const mostCodesSeen = 20;

/** One thing that cannot be meant, with its place in the section. */
export interface OfferContradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
