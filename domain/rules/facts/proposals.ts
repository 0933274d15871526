import type { ProposalsFrom } from '../../template-needs.ts';
import type { ProductFacts, ProductsOfMessage } from './products.ts';

/** A product that a message may propose, best first. */
export interface ProposedFacts extends ProductFacts {
  /** The customer bought it, or sent it back. */
  readonly owned: boolean;
  readonly returned: boolean;
  /** Units sold lately, as last counted. */
  readonly sold: number;
  /** Of its category among those that the message proposes from, from 1. */
  readonly place?: number;
}

/** What a message that is about no cart may propose. */
export interface ProposalsOfMessage extends Pick<
  ProductsOfMessage,
  'language' | 'currency' | 'storeHost' | 'stockToldAt'
> {
  readonly from: ProposalsFrom;
  /** True: without one there is no message. */
  readonly needed: boolean;
  readonly candidates: readonly ProposedFacts[];
  /** The price that those of one category are held against, of what was bought. */
  readonly nearTo?: number;
}

export interface ProposalsFacts {
  /** Absent when the message proposes none. */
  readonly proposals?: ProposalsOfMessage;
}
