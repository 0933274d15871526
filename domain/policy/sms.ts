import type { PriceByCountry } from './price-by-country.ts';
import type { Rank } from '../journey.ts';
import type { CustomerValue } from '../segments/value.ts';
import type { Duration } from '../time/duration.ts';

/** When a marketing message is worth a text message: all that it names must hold. */
export interface SmsMoment {
  readonly id: string;
  /** It is about messages of these ranks. */
  readonly ranks: readonly Rank[];
  /** Of these journeys only. */
  readonly journeys?: readonly string[] | undefined;
  /** What of the cart can be bought is worth at least this, in minor units of the store's currency. */
  readonly basketFrom?: number | undefined;
  /** Only for customers of this worth. */
  readonly values?: readonly CustomerValue['value'][] | undefined;
  /** Only for who has answered nothing for this long: no click, visit, cart, order, form. */
  readonly silentFor?: Duration | undefined;
  /** Only while it is urgent: at most this long after it was due. */
  readonly within?: Duration | undefined;
}

/** What text messages are for, what they cost and how much of it there is. Money in minor units of the store's currency. */
export interface SmsPolicy {
  /** Marketing that none of these allows goes by e-mail, or not at all; messages about an order need none. */
  readonly moments: readonly SmsMoment[];
  /** A marketing message may be this many segments long, with the words about STOP. */
  readonly mostSegments: number;
  /** What one segment costs, by the country of the number (ISO 3166-1). */
  readonly segmentPrice: PriceByCountry;
  /** The most that is spent on a civil day of the store; null: it is counted, and not limited. */
  readonly dailyBudget: { readonly marketing: number | null; readonly transactional: number | null };
  /** Where STOP is sent to, as the message says it; null: the message itself is answered. */
  readonly stopNumber: string | null;
}

/**
 * Carts of 150 and more (R22), valuable customers who answer nothing any more (R64), also on their
 * birthday (R55), and valuable customers whose product runs out (R39); everything else is for e-mail (R199). Prices: the upper end of what a segment costs in France
 * (R197: 3 to 7 cents), and more elsewhere; a store writes those of its own contract.
 */
export const defaultSms: SmsPolicy = {
  moments: [
    { id: 'valuable-cart', ranks: ['cart'], basketFrom: 15_000, within: '1 day' },
    { id: 'silent-and-valuable', ranks: ['win-back'], values: ['high'], silentFor: '90 days' },
    { id: 'valuable-customer-runs-out', ranks: ['replenishment'], values: ['high'] },
    {
      id: 'birthday-of-the-silent',
      ranks: ['loyalty'],
      journeys: ['birthday'],
      values: ['high'],
      silentFor: '90 days',
    },
  ],
  mostSegments: 2,
  segmentPrice: { byCountry: { FR: 7 }, elsewhere: 10 },
  dailyBudget: { marketing: 5_000, transactional: null },
  stopNumber: null,
};
