import type { OffersPolicy, OfferWorth } from '../policy/offers.ts';

/** True when a discount is dearer than customers of high value may get (R121). */
export const isAbove = (worth: OfferWorth, ceiling: OffersPolicy['highValueCeiling']): boolean => {
  if (worth.kind === 'percent') return ceiling?.percent !== undefined && worth.percent > ceiling.percent;
  if (worth.kind === 'amount') return ceiling?.amount !== undefined && worth.amount > ceiling.amount;
  return false;
};
