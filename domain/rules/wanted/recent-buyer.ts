import { pauseAfterOrder } from '../../policy/recent-buyers.ts';
import { type Duration, durationMillis } from '../../time/duration.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  readonly boughtAt?: Instant;
  /** Absent where the pause does not concern the message. */
  readonly pause?: Duration;
}

/** Who has just bought is left alone for a while; what concerns the order itself is not held back (R32, R186). */
export const recentBuyer: Rule<Saw> = {
  name: 'recent-buyer',
  judge: ({ now, step, buyer, policy: { recentBuyers } }) => {
    const boughtAt = buyer.lastAt;
    if (step.purpose === 'transactional' || recentBuyers.except.includes(step.rank) || boughtAt === undefined) {
      return { says: 'pass', saw: boughtAt === undefined ? {} : { boughtAt: toInstant(boughtAt) } };
    }
    const pause = pauseAfterOrder(buyer.segments, recentBuyers);
    const until = boughtAt + durationMillis(pause);
    const saw = { boughtAt: toInstant(boughtAt), pause };
    if (until <= now) return { says: 'pass', saw };
    return until <= step.expiresAt
      ? { says: 'later', at: until, reason: 'recent_buyer', saw }
      : { says: 'withheld', reason: 'recent_buyer', saw };
  },
  sentence: ({ says, saw: { boughtAt, pause } }, { instant }) => {
    if (says !== 'pass')
      return `The customer had bought ${instant(boughtAt!)}, and buyers are left alone for ${pause}.`;
    if (boughtAt === undefined) return 'The customer had not bought yet.';
    return pause
      ? `The last order, ${instant(boughtAt)}, was more than ${pause} ago.`
      : 'A message of this kind is sent to recent buyers too.';
  },
};
