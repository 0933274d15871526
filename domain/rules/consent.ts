import { toInstant } from '../time/instant.ts';
import type { Rule } from './rule.ts';

/** Marketing needs the customer's own consent for this purpose on this channel; the newest act holds (R194). */
export const consent: Rule = {
  name: 'consent',
  judge: ({ step, consent }) => {
    const saw = {
      purpose: step.purpose,
      state: consent?.state ?? 'none',
      at: consent ? toInstant(consent.at) : null,
    };
    if (step.purpose === 'transactional' || consent?.state === 'granted') return { says: 'pass', saw };
    return { says: 'withheld', reason: 'no_consent', saw };
  },
};
