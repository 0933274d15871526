/**
 * What a shop asks its customers, one thing a message, in this order (R172): which of its categories interests them, the day
 * of their birthday, and by which channel they like to hear of it.
 */
export const questions = ['interest', 'birthday', 'channel'] as const;
export type Question = (typeof questions)[number];

/** What a customer has told already, and what they could be asked about. */
export interface KnownProfile extends Readonly<Record<Question, boolean>> {
  /** Of the shop, what sells most first: one of them is the answer to `interest`. */
  readonly categories: readonly string[];
}

/** What is to be asked next: never what is known, nor what has no answers to choose from. Undefined: nothing. */
export const nextQuestion = (known: KnownProfile): Question | undefined =>
  questions.find((question) => !known[question] && (question !== 'interest' || known.categories.length > 1));
