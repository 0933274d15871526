/** What an offer is worth and who may get it (R13, R14); the store's own, read when a message is sent. */
export interface OfferPolicy {
  readonly percent: number;
  readonly code: string;
  /** High baskets get it: from this total on, in minor units of the store's currency. */
  readonly minimumTotal?: number;
  /** True: customers who never ordered get it. With both restrictions, either one is enough. */
  readonly newCustomersOnly?: boolean;
}

/** True when `policy` grants the offer to this basket and customer. */
export const offerApplies = (
  policy: OfferPolicy,
  basket: { readonly total: number; readonly orders: number },
): boolean => {
  const highBasket = policy.minimumTotal !== undefined && basket.total >= policy.minimumTotal;
  const newCustomer = policy.newCustomersOnly === true && basket.orders === 0;
  const restricted = policy.minimumTotal !== undefined || policy.newCustomersOnly === true;
  return !restricted || highBasket || newCustomer;
};
