import type { OfferTerms } from '../../offers/terms.ts';
import type { Proven } from '../../uplift/foresee.ts';
import type { Millis } from '../../time/instant.ts';

/** A code that the customer got, or is about to get; never the code itself. */
export interface CodeHeld {
  readonly id: string;
  readonly offer: string;
  /** When it was reserved for them. */
  readonly at: Millis;
  readonly expiresAt: Millis;
  readonly terms: OfferTerms;
  readonly used: boolean;
  /** An order was placed while it was valid, without it. */
  readonly boughtWithout: boolean;
  /** The very message that is decided about carries it already. */
  readonly own: boolean;
}

/** What looking for a code of an offer came to. */
export type CodeFound = 'ready' | 'none left';

/** By offer; what was not looked for is missing. */
export type CodesFound = Readonly<Record<string, CodeFound>>;

/** Which offer the message is to carry, and what the customer got before. */
export interface OfferFacts {
  /** Absent where the step names no offer. */
  readonly offer?: {
    readonly asked: string;
    /** True: without a code there is no message. */
    readonly needed?: true;
    /** What of the cart can be bought now, in minor units of the store's currency; null: it is in another one. */
    readonly basket: number | null;
    readonly currency: string;
    /** The newest codes of the customer, newest first. */
    readonly codes: readonly CodeHeld[];
    readonly found: CodesFound;
    /** By offer, what experiments foresee with the customer's group; what is not known is missing. */
    readonly foreseen?: Readonly<Record<string, Proven>>;
    /** One of the customers whom nothing that is foreseen leaves out. */
    readonly leftToChance?: true;
  };
}
