import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';

/** Whose consent changed, and when, in the store's time. */
export interface ConsentChange {
  readonly storeId: StoreId;
  readonly customerId: CustomerId;
  readonly at: Date;
}

/** Tells the customer's journeys of a change, in the transaction that makes it; the customer is locked. */
export type TellConsentChange = (transaction: Queries, change: ConsentChange) => Promise<void>;
