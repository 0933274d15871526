import type { OfferPolicy, OfferWorth } from '../policy/offers.ts';

/** What one code was promised with: kept with the code, whatever the policy says later (R275). */
export interface OfferTerms {
  readonly gives: OfferWorth;
  readonly validity: OfferPolicy['validity'];
}

export const termsOf = ({ gives, validity }: OfferPolicy): OfferTerms => ({ gives, validity });

/** Compared field by field: what comes from the database has its keys in another order. */
export const sameTerms = (one: OfferTerms, other: OfferTerms): boolean => text(one) === text(other);

const text = ({ gives, validity }: OfferTerms): string =>
  JSON.stringify([Object.entries(gives).toSorted(([a], [b]) => (a < b ? -1 : 1)), validity.for, validity.ends]);
