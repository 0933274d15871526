import type { Lacking } from '../facts/content.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent where the message needs nothing of the kind. */
  readonly needed?: true;
  readonly lacks?: Lacking;
}

/** A message is not sent without what it is about: the page that it leads to, the points that it counts, the appointment. */
export const content: Rule<Saw> = {
  name: 'content',
  judge: ({ content: facts }) => {
    if (!facts) return { says: 'pass', saw: {} };
    const saw: Saw = { needed: true, ...facts };
    return facts.lacks ? { says: 'withheld', reason: 'nothing_to_show', saw } : { says: 'pass', saw };
  },
  sentence: ({ saw: { needed, lacks } }) => {
    if (!needed) return 'It needs nothing but words, products or an offer.';
    return lacks ? `It was not sent: ${words[lacks]}.` : 'What it is about was there.';
  },
};

const words: Readonly<Record<Lacking, string>> = {
  page: 'the shop names no page that it could lead to',
  guide: 'the shop has no guide for what was bought',
  points: 'there were no points to use',
  account: 'the customer is no member of the loyalty programme',
  question: 'the customer has told all that is asked',
  appointment: 'no appointment was known, or it was over',
  pickup: 'the order was not ready to be fetched, or is kept no longer',
};
