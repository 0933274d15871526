import type { SuppressionReason } from '../../suppression.ts';
import type { Millis } from '../../time/instant.ts';

/** Who would get the message, what they agreed to, and what keeps messages from them. */
export interface PersonFacts {
  readonly customer: { readonly erased: boolean };
  /** The customer's own newest act for the step's purpose and channel; an address that only matched brings none. */
  readonly consent?: { readonly state: 'granted' | 'withdrawn'; readonly at: Millis };
  /** Where the message would go. */
  readonly address: { readonly known: boolean };
  /** When something went to one of the addresses that the ledger, since restored, has no step for. */
  readonly unplacedAt?: Millis;
  readonly suppressions: readonly {
    readonly reason: SuppressionReason;
    readonly at: Millis;
    /** True when it is about the very address that the message would go to, not another of the customer's. */
    readonly sameAddress: boolean;
  }[];
}
