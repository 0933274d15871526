import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

/** A message that comes too late to be useful is not sent. */
export const tooOld: Rule<{ readonly expiresAt: Instant }> = {
  name: 'too-old',
  judge: ({ now, step }) => {
    const saw = { expiresAt: toInstant(step.expiresAt) };
    return now > step.expiresAt ? { says: 'withheld', reason: 'expired', saw } : { says: 'pass', saw };
  },
  sentence: ({ says, saw }, { instant }) =>
    says === 'pass'
      ? `It was of use until ${instant(saw.expiresAt)}.`
      : `It had been of use until ${instant(saw.expiresAt)} only.`,
};
