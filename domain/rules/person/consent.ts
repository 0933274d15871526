import type { Purpose } from '../../journey.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  readonly purpose: Purpose;
  readonly state: 'granted' | 'withdrawn' | 'none';
  readonly at: Instant | null;
}

/** Marketing needs the customer's own consent for this purpose on this channel; the newest act holds (R194). */
export const consent: Rule<Saw> = {
  name: 'consent',
  judge: ({ step, consent }) => {
    const saw: Saw = {
      purpose: step.purpose,
      state: consent?.state ?? 'none',
      at: consent ? toInstant(consent.at) : null,
    };
    if (step.purpose === 'transactional' || consent?.state === 'granted') return { says: 'pass', saw };
    return { says: 'withheld', reason: 'no_consent', saw };
  },
  sentence: ({ says, saw: { purpose, state, at } }, { instant }) => {
    if (purpose === 'transactional') return 'A message about their own order needs no consent.';
    if (says === 'pass') return `The customer had agreed ${instant(at!)}.`;
    return state === 'withdrawn'
      ? `The customer had withdrawn their consent ${instant(at!)}.`
      : 'The customer had never agreed.';
  },
};
