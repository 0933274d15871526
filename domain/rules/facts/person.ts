import type { ConsentAct } from '../../consent.ts';
import type { ContactKind } from '../../contact.ts';
import type { SuppressionReason, SuppressionScope } from '../../suppression.ts';
import type { Millis } from '../../time/instant.ts';

/** Who would get the message, what they agreed to, and what keeps messages from them. */
export interface PersonFacts {
  readonly customer: { readonly erased: boolean };
  /**
   * The customer's own acts for marketing on the step's channel, the newest of each list and of the whole; an
   * address that only matched brings none.
   */
  readonly consents: readonly ConsentAct[];
  /** The newest sale at which the address that the message goes to was collected with the notice, without objection. */
  readonly sale?: { readonly at: Millis; readonly categories: readonly string[] };
  /** Categories of the products that the message is about. */
  readonly about: { readonly categories: readonly string[] };
  /** When the customer last did something of each kind, and since when the store knows of them. */
  readonly contacts: {
    readonly last: Readonly<Partial<Record<ContactKind, Millis>>>;
    readonly knownSince: Millis;
  };
  /** Where the message would go. */
  readonly address: { readonly known: boolean };
  /** When something went to one of the addresses that the ledger, since restored, has no step for. */
  readonly unplacedAt?: Millis;
  readonly suppressions: readonly (SuppressionScope & {
    readonly reason: SuppressionReason;
    readonly at: Millis;
    /** True when it is about the very address that the message would go to, not another of the customer's. */
    readonly sameAddress: boolean;
  })[];
}
