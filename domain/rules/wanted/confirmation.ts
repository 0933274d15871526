import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Until when the newest sign-up can be confirmed; null when none waits, absent when it is about none. */
  readonly expiresAt?: Instant | null;
  readonly sameAddress?: boolean;
}

/** Only a sign-up that still waits is asked about, and only at the address that signed up. */
export const confirmation: Rule<Saw> = {
  name: 'confirmation',
  judge: ({ confirmation: asked, now }) => {
    if (asked === undefined) return { says: 'pass', saw: {} };
    const saw: Saw = asked
      ? { expiresAt: toInstant(asked.expiresAt), sameAddress: asked.sameAddress }
      : { expiresAt: null };
    const waits = asked !== null && asked.expiresAt > now && asked.sameAddress;
    return waits ? { says: 'pass', saw } : { says: 'withheld', reason: 'confirmation_over', saw };
  },
  sentence: ({ says, saw: { expiresAt, sameAddress } }, { instant }) => {
    if (expiresAt === undefined) return 'It asks for no confirmation.';
    if (expiresAt === null) return 'No sign-up waited for a confirmation.';
    if (says === 'pass') return `A sign-up waited for its confirmation until ${instant(expiresAt)}.`;
    return sameAddress
      ? `The sign-up could be confirmed until ${instant(expiresAt)} only.`
      : 'The customer had another address than the one that signed up.';
  },
};
