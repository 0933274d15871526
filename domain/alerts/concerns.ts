import type { Visit } from '../intents/visits.ts';
import type { AlertsPolicy } from '../policy/alerts.ts';
import { durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';
import type { AlertKind, InterestWay, Offered } from './alert.ts';
import { isBelow } from './happened.ts';

/** A customer's interest in a product; instants of the store's time, what never happened is null. */
export interface Interest {
  readonly visits: readonly Visit[];
  readonly wishedAt: Millis | null;
  readonly cartedAt: Millis | null;
  /** When they asked to be told that it can be bought again, or costs less. */
  readonly stockAskedAt: Millis | null;
  readonly priceAskedAt: Millis | null;
  /** What it cost when they last showed interest. */
  readonly seenPrice: number | null;
  readonly seenCurrency: string | null;
  /** When an alert about it last began for them. */
  readonly toldAt: Millis | null;
}

/** What is told, and as of when. */
export interface AlertNow {
  readonly kind: AlertKind;
  /** When it happened. */
  readonly at: Millis;
  readonly now: Millis;
}

const audienceOf = (kind: AlertKind, policy: AlertsPolicy): readonly InterestWay[] => {
  if (kind === 'back-in-stock') return policy.backInStock.to;
  return kind === 'low-stock' ? policy.lowStock.to : policy.priceDrop.to;
};

/** Why a customer is told of an alert, by the strongest of their interests; undefined: they are not. */
export const concernOf = (
  interest: Interest,
  product: Offered,
  { kind, at, now }: AlertNow,
  policy: AlertsPolicy,
): InterestWay | undefined => {
  // Whoever put it into a cart since knows already.
  if (interest.cartedAt !== null && interest.cartedAt > at) return undefined;
  if (kind === 'price-drop' && !isLessThanSeen(interest, product, policy)) return undefined;
  const asked = kind === 'price-drop' ? interest.priceAskedAt : interest.stockAskedAt;
  if (asked !== null && kind !== 'low-stock') return 'asked';
  if (interest.toldAt !== null && now - interest.toldAt < durationMillis(policy.again)) return undefined;
  return audienceOf(kind, policy).find((way) => has(interest, way, now, policy));
};

const has = (interest: Interest, way: InterestWay, now: Millis, { viewed }: AlertsPolicy): boolean => {
  switch (way) {
    // Who asked about the one thing wants to hear of the other too, as who wished for it.
    case 'asked':
      return interest.stockAskedAt !== null || interest.priceAskedAt !== null;
    case 'wished':
      return interest.wishedAt !== null;
    case 'carted':
      return interest.cartedAt !== null;
    case 'viewed':
      return interest.visits.filter((visit) => visit.at > now - durationMillis(viewed.within)).length >= viewed.visits;
    default:
      return way satisfies never;
  }
};

/** Whether it costs less, by enough, than what the customer saw themselves. */
export const isLessThanSeen = (
  { seenPrice, seenCurrency }: Pick<Interest, 'seenPrice' | 'seenCurrency'>,
  { price, currency }: Pick<Offered, 'price' | 'currency'>,
  { priceDrop }: AlertsPolicy,
): boolean =>
  seenPrice !== null && price !== null && seenCurrency === currency && isBelow(price, seenPrice, priceDrop.atLeast);
