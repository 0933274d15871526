import { groupName, type UpliftGroup } from './group.ts';
import { type UpliftFit, upliftFor } from './fit-uplift.ts';

/** `brings`, `costs`: its margin after discount is known to be above 0, or below; `unknown`: either may be. */
export type Foreseen = 'brings' | 'costs' | 'unknown';

/** What is proven of an offer. */
export type Proven = Exclude<Foreseen, 'unknown'>;

/** What the experiments of a store say of one of its offers. */
export interface OfferUplift {
  readonly offer: string;
  /** How long after the draw orders count, in days. */
  readonly windowDays: number;
  /** What `margin` counts: where the shop tells no margin, what was paid, of which nobody knows whether it is enough. */
  readonly money: 'margin' | 'revenue';
  /** Of the share of customers who order, and of margin after discount a customer in minor units; null: too little. */
  readonly fits: { readonly orders: UpliftFit; readonly margin: UpliftFit } | null;
  readonly has: UpliftEvidence;
}

/** What was drawn: customers and buyers of the smaller arm, and the experiments that they were in. */
export interface UpliftEvidence {
  readonly customers: number;
  readonly buyers: number;
  readonly experiments: readonly string[];
}

/** How a customer of a group is foreseen to react to an offer; null: too little was drawn to say. */
export const foresee = ({ fits, money }: Pick<OfferUplift, 'fits' | 'money'>, group: UpliftGroup) => {
  if (!fits) return null;
  const place = { outer: group.prices, group: group.profile };
  const orders = upliftFor(fits.orders, place);
  const margin = upliftFor(fits.margin, place);
  const says: Foreseen = margin.high < 0 ? 'costs' : money === 'margin' && margin.low > 0 ? 'brings' : 'unknown';
  return { group: groupName(group), orders, margin, says };
};
