import type { CivilDay } from '../civil/day.ts';
import type { ContactKind } from '../contact.ts';
import type { Channel } from '../journey.ts';
import type { LoyaltyAccount } from '../loyalty/standing.ts';
import type { Millis } from '../time/instant.ts';
import type { RfmGroup } from '../scores/rfm/profiles.ts';

/** Everything that is known of a customer and that a segment may go by: ids and numbers, nothing personal. */
export interface SegmentFacts {
  readonly orders: OrdersOfCustomer;
  /** Absent: no model has spoken of them. */
  readonly score?: ScoreOfCustomer | undefined;
  readonly signals: SignalsOfCustomer;
  /** When they last did something of each kind. */
  readonly contacts: Readonly<Partial<Record<ContactKind, Millis>>>;
  /** When they last looked at a product. */
  readonly lookedAt?: Millis | undefined;
  readonly knownSince: Millis;
  /** Channels on which they agreed to marketing at large, with when they last did. */
  readonly subscribed: Readonly<Partial<Record<Channel, Millis>>>;
  /** Absent: no member of the loyalty programme. */
  readonly loyalty?: LoyaltyAccount | undefined;
  readonly advocacy: { readonly lastReferralAt?: Millis | undefined; readonly reviews: number };
}

/** Days on which they bought, in the store's zone; what was cancelled or came back is none. Money in minor units. */
export interface OrdersOfCustomer {
  readonly days: number;
  readonly first?: CivilDay | undefined;
  readonly last?: CivilDay | undefined;
  /** Net of what was given back: of all days, and of the last 365. */
  readonly amount: number;
  readonly yearAmount: number;
  /** Between two such days: how many, and the sum of the logarithms of their days. */
  readonly gaps: { readonly count: number; readonly logSum: number };
}

/** What the models say, as of the last run or order. */
export interface ScoreOfCustomer {
  readonly alive: number;
  readonly churn: number;
  readonly expectedOrders: number;
  /** Null: nothing is said of money. */
  readonly lifetimeValue: number | null;
}

/** Scores of other kinds; whatever is absent is not known, and who is not known is in no segment of it. */
export interface SignalsOfCustomer {
  /** The group of recency, frequency and money. */
  readonly rfm?: RfmGroup | undefined;
  /** The weights of what they lately did towards an order, halved every `halfLife` milliseconds, as of now. */
  readonly intent?: { readonly score: number; readonly halfLife: Millis } | undefined;
  /** How much of what they buy is bought cheaper, over what was expected; and how much that rests on. */
  readonly discounts?: { readonly index: number; readonly lines: number } | undefined;
}
