import type { ProductId } from '../../ids.ts';
import type { Locale } from '../../templates.ts';
import type { Millis } from '../../time/instant.ts';

/** What the catalogue tells of one product; what it does not tell is absent. Money in minor units. */
export interface ProductFacts {
  readonly id: ProductId;
  /** Languages in which it has a title; empty: it was never described. */
  readonly titles: readonly Locale[];
  readonly image?: {
    /** False: its address is not an https one. */
    readonly secure: boolean;
    readonly expiresAt?: Millis;
    /** Of the words in it; absent where it has none. */
    readonly language?: Locale;
  };
  /** The host of its page; empty where the address is not a web address. */
  readonly linkHost?: string;
  readonly price?: number;
  readonly currency?: string;
  /** Units that can be sold; absent where the store tells none. */
  readonly stock?: number;
  /** When what is known was told. */
  readonly describedAt?: Millis;
  readonly pricedAt?: Millis;
  readonly stockedAt?: Millis;
}

/** A line of the cart with what the catalogue tells of its product. */
export interface LineFacts extends ProductFacts {
  readonly quantity: number;
  /** Of one unit, as the cart told it. */
  readonly cartPrice: number;
  /** False: the catalogue has never heard of it. */
  readonly known: boolean;
}

/** A product near one of the lines that cannot be bought: same category, something in stock. */
export interface CandidateFacts extends ProductFacts {
  readonly insteadOf: ProductId;
  /** The customer bought it, or sent it back. */
  readonly owned: boolean;
  readonly returned: boolean;
  /** Units sold lately, as last counted. */
  readonly sold: number;
}

/** The products that a message is about. */
export interface ProductsOfMessage {
  /** Of the message, and what its prices must be in. */
  readonly language: Locale;
  readonly currency: string;
  /** The store's own, where its links lead. */
  readonly storeHost: string;
  /** When the store last told the stock of any product. */
  readonly stockToldAt?: Millis;
  /** When the cart's own prices were told. */
  readonly cartPricedAt: Millis;
  readonly lines: readonly LineFacts[];
  /** A few for each of the first lines that cannot be bought. */
  readonly candidates: readonly CandidateFacts[];
}

export interface ProductsFacts {
  /** Absent when the message is about none. */
  readonly products?: ProductsOfMessage;
}
