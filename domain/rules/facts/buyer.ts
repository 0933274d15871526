import type { KnownValue } from '../../segments/stored.ts';
import type { CustomerValue, OrderHistory } from '../../segments/value.ts';

/** What the customer ordered so far, and what that makes them to the shop. */
export interface BuyerFacts {
  readonly buyer: OrderHistory & CustomerValue & Partial<Pick<KnownValue, 'by'>>;
}
