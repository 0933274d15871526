import type { AlertsPolicy } from '../policy/alerts.ts';
import { durationMillis } from '../time/duration.ts';
import type { AlertKind, Offered } from './alert.ts';
import type { PriorPrice } from './prior-price.ts';

/** What a change of the catalogue is worth telling, if anything. `prior` is read only where the price fell. */
export const happened = (
  before: Offered,
  after: Offered,
  policy: AlertsPolicy,
  prior: PriorPrice | undefined,
): readonly AlertKind[] => {
  const kinds: AlertKind[] = [];
  if (before.stock !== null && after.stock !== null) {
    if (before.stock <= 0 && after.stock > 0) kinds.push('back-in-stock');
    // What comes back in small numbers is back; few are left only of what there was more of.
    if (before.stock > policy.lowStock.at && isLow(after, policy)) kinds.push('low-stock');
  }
  if (fell(before, after) && isReduced(after, policy, prior)) kinds.push('price-drop');
  return kinds;
};

/** Whether the price is lower than it was. */
export const fell = (before: Offered, after: Offered): boolean =>
  before.price !== null && after.price !== null && after.price < before.price && before.currency === after.currency;

/** Whether few are left, and some. */
export const isLow = ({ stock }: Pick<Offered, 'stock'>, { lowStock }: AlertsPolicy): boolean =>
  stock !== null && stock > 0 && stock <= lowStock.at;

/** Whether it costs less than it ever did in the 30 days before its price of today, by enough to speak of it. */
export const isReduced = (
  { price }: Pick<Offered, 'price'>,
  { priceDrop }: AlertsPolicy,
  prior: PriorPrice | undefined,
): boolean =>
  price !== null &&
  price > 0 &&
  prior !== undefined &&
  prior.knownMillis >= durationMillis(priceDrop.knownFor) &&
  isBelow(price, prior.price, priceDrop.atLeast);

/** Whether `price` is below `other` by at least so many percent of it. */
export const isBelow = (price: number, other: number, percent: number): boolean =>
  price < other && (other - price) * 100 >= percent * other;
