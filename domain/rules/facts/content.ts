/** What a message may need and not have. */
export type Lacking = 'page' | 'guide' | 'points' | 'account' | 'question' | 'appointment' | 'pickup';

/** What the message lives on, besides products and offers. */
export interface ContentFacts {
  /** Absent: it needs nothing of the kind. `lacks`: the first thing that is not there. */
  readonly content?: { readonly lacks?: Lacking };
}
