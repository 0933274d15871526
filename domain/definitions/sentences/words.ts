import type { Fact } from '../definition.ts';

/** What the sentence of a definition is made of in one language. */
export interface SentenceWords {
  readonly who: string;
  /** Before those who are left out. */
  readonly without: string;
  /** Whoever is not in `condition`, which is in brackets where it is several. */
  readonly not: (condition: string) => string;
  readonly and: string;
  readonly or: string;
  /** What customers do or are: `live in FR`. */
  readonly fact: (fact: Fact) => string;
}
