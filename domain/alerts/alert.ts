import type { Millis } from '../time/instant.ts';

/** What happened to a product that some customers want to hear of. */
export const alertKinds = ['back-in-stock', 'low-stock', 'price-drop'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** What journeys know each by. */
export const alertEvents = {
  'back-in-stock': 'product.back_in_stock',
  'low-stock': 'product.low_in_stock',
  'price-drop': 'product.price_dropped',
} as const satisfies Record<AlertKind, string>;

/** Why a customer hears of it, strongest first: they asked, wished for it, had it in a cart, or looked at it. */
export const interestWays = ['asked', 'wished', 'carted', 'viewed'] as const;
export type InterestWay = (typeof interestWays)[number];

/** A product as far as alerts go by it; what was never told is null. */
export interface Offered {
  readonly price: number | null;
  readonly currency: string | null;
  readonly stock: number | null;
}

/** What a product cost, from an instant on; money in minor units. */
export interface PricedFrom {
  readonly at: Millis;
  readonly price: number;
  readonly currency: string;
}
