import type { Envelope } from '../../template.ts';

/** The words of `cart/offer`: the last message about a cart, with a code or without one (R13). */
export interface OfferCopy extends Envelope {
  readonly title: string;
  readonly opening: string;
  /** Present when the customer gets a code. */
  readonly code?: {
    readonly label: string;
    readonly value: string;
    readonly use: string;
    readonly until?: string;
  };
  readonly call: string;
  readonly closing: string;
}
