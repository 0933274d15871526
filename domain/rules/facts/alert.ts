import type { AlertKind, Offered } from '../../alerts/alert.ts';
import type { PriorPrice } from '../../alerts/prior-price.ts';

/** What a message tells of a product, and how that product is now. */
export interface AlertFacts {
  /** Null when it does not exist (any more), absent when the message tells of none. */
  readonly alert?: {
    readonly kind: AlertKind;
    readonly product: Offered;
    /** What the customer saw it cost; null: nothing is known of it. */
    readonly seen: { readonly seenPrice: number | null; readonly seenCurrency: string | null } | null;
    /** What a reduction of its price of today is announced against. */
    readonly prior?: PriorPrice;
  } | null;
}
