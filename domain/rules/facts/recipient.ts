import type { CivilZone } from '../../civil/zone.ts';

/** When and where the recipient lives. */
export interface RecipientFacts {
  readonly recipient: CivilZone & {
    /** ISO 3166-1, of which the rules and holidays count; null when nothing tells. */
    readonly country: string | null;
    /** ISO 3166-2 without the country: the department or state, where it is known. */
    readonly region: string | null;
    /** From 0 to just under 1, stable for the customer: their place in whatever is spread over time. */
    readonly spread: number;
  };
}
