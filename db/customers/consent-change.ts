import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { SignUpWay } from '../../domain/sign-up.ts';
import type { Queries } from '../client.ts';

/** Whose consent changed, and when, in the store's time. */
export interface ConsentChange {
  readonly storeId: StoreId;
  readonly customerId: CustomerId;
  readonly at: Date;
  /** Present: it is a sign-up that its owner has just confirmed, which journeys may begin with. */
  readonly confirmed?: { readonly via: SignUpWay };
}

/** Tells the customer's journeys of a change, in the transaction that makes it; the customer is locked. */
export type TellConsentChange = (transaction: Queries, change: ConsentChange) => Promise<void>;
