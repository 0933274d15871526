import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

/** As long as a cart may not be followed up twice, in milliseconds: a week. */
const silenceMillis = 7 * 24 * 3_600_000;

interface Saw {
  readonly wroteAt?: Instant;
}

/** What went out and was forgotten by a restore may have been this very message: nothing is resent blindly. */
export const restored: Rule<Saw> = {
  name: 'restored',
  judge: ({ now, unplacedAt }) => {
    if (unplacedAt === undefined) return { says: 'pass', saw: {} };
    const saw = { wroteAt: toInstant(unplacedAt) };
    return now - unplacedAt < silenceMillis ? { says: 'withheld', reason: 'restored', saw } : { says: 'pass', saw };
  },
  sentence: ({ says, saw }, { instant }) =>
    says === 'pass'
      ? 'Nothing had lately gone to this address that the ledger does not know.'
      : `Something went to this address ${instant(saw.wroteAt!)}, and after a restore nobody knows whether it was this.`,
};
