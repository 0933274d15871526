/** One line of a store's order log. */
export interface OrderLine {
  readonly customer: string;
  /** The order it belongs to; without it the line is an order of its own, or a refund of an unnamed one. */
  readonly order?: string;
  /** The civil day in the store's zone, counted from 1970-01-01. */
  readonly day: number;
  /** Minor units; negative gives money back. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** A day on which a customer bought, whatever the number of orders. */
export interface PurchaseDay {
  readonly day: number;
  /** What was paid for it, less what was given back. */
  readonly amount: number;
}
