import type { Flaw } from '../../events/flaw.ts';

/** What fields of a form say, each by its name. A box that is not ticked has none. */
export type Texts = Readonly<Record<string, string>>;

/** How a section is written as fields that people fill in, and read from them. */
export interface SectionForm<Section = object> {
  texts(policy: Section): Texts;
  /** What is no number or no time stays as it was written: the section's schema says what is wanted. */
  read(texts: Texts): ReadForm;
}

export interface ReadForm {
  readonly policy: unknown;
  readonly flaws: readonly Flaw[];
  /** The field of the form that a path of the section was read from: `caps.0.atMost.normal` from `caps.2.normal`. */
  readonly nameOf: (path: string) => string;
}
