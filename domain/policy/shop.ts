import type { Duration } from '../time/duration.ts';

/**
 * What differs from shop to shop and that no default can know (R300). Null: not filled in; journeys that need it then go
 * by what is assumed below, and whoever switches them on is told.
 */
export interface ShopPolicy {
  /** The usual time between two orders of a customer. */
  readonly salesCycle: Duration | null;
  /** From an order to its delivery. */
  readonly deliveryTime: Duration | null;
  /** What is left of a sale, in percent of its price: the most that an offer may take of it. */
  readonly margin: number | null;
}

export type ShopParameter = keyof ShopPolicy;

export const defaultShop: ShopPolicy = { salesCycle: null, deliveryTime: null, margin: null };

/** What holds while a shop has not filled it in. */
export const assumed = { salesCycle: '60 days', deliveryTime: '6 days' } as const satisfies Partial<
  Record<ShopParameter, Duration>
>;
