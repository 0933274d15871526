import { type Duration, durationMillis } from '../../time/duration.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** When the customer last did something; absent where the rule does not concern the message. */
  readonly at?: Instant;
  readonly after?: Duration;
}

/**
 * Who has done nothing for long gets no mass messages any more: they are the ones who complain, and whose addresses
 * have become traps (R205). What answers something that they did goes on.
 */
export const sunset: Rule<Saw> = {
  name: 'sunset',
  judge: ({ now, step, contacts, engagement, buyer, policy }) => {
    const { after, ranks } = policy.deliverability.sunset;
    if (step.purpose === 'transactional' || !ranks.includes(step.rank)) return { says: 'pass', saw: {} };
    const acts = [contacts.knownSince, engagement.reactedAt ?? 0, buyer.lastAt ?? 0, ...Object.values(contacts.last)];
    const at = Math.max(...acts);
    const saw = { at: toInstant(at), after };
    return now - at < durationMillis(after) ? { says: 'pass', saw } : { says: 'withheld', reason: 'cold', saw };
  },
  sentence: ({ says, saw: { at, after } }, { instant }) => {
    if (!at) return 'It goes to nobody’s audience: it answers something that the customer did.';
    if (says === 'pass') return `The customer had last done something ${instant(at)}, less than ${after} ago.`;
    return `The customer had last done something ${instant(at)}, more than ${after} ago: no mass messages go to them.`;
  },
};
