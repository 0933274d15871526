import type { Purpose } from '../../journey.ts';
import type { List } from '../../lists.ts';
import { listOf } from '../../policy/consent.ts';
import { concerns, type SuppressionReason } from '../../suppression.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';

type Suppression = RuleContext['suppressions'][number];

/**
 * Whether a suppression concerns a message: each says which purpose and list it stops. A bounce stops its own
 * address alone; having been erased stops until a consent given since; anything else stops what goes to the person.
 */
const stops = (entry: Suppression, { step, policy, consents, confirmation }: RuleContext): boolean => {
  const { list, reason, at, sameAddress } = entry;
  // Whoever complained is not even asked whether they want more.
  if (reason === 'complained' && confirmation !== undefined) return true;
  if (!concerns(entry, step.purpose)) return false;
  if (list !== '' && list !== listOf(policy.consent, step)) return false;
  if (reason === 'erased') return !consents.some((act) => act.state === 'granted' && act.at > at);
  if (reason === 'bounced' || reason === 'bouncing') return sameAddress;
  return true;
};

interface Saw {
  readonly suppressed: SuppressionReason | null;
  readonly at?: Instant;
  readonly purpose?: Purpose | 'all';
  /** Absent: it stops all of its purpose. */
  readonly list?: List;
}

const words: Readonly<Record<SuppressionReason, string>> = {
  unsubscribed: 'The customer had unsubscribed',
  bounced: 'The address does not work',
  bouncing: 'The address failed several times in a row and is left alone for a while',
  complained: 'The customer had complained of spam',
  stopped: 'The customer had answered STOP',
  manual: 'Somebody had put the address on the suppression list',
  paused: 'The customer had asked for a pause',
  erased: 'Whoever owns the address had asked to be forgotten, and has agreed to nothing since',
};

/** A suppressed address gets nothing more of what the suppression is about; what any address of the customer said counts. */
export const suppression: Rule<Saw> = {
  name: 'suppression',
  judge: (context) => {
    const stopping = context.suppressions.find((entry) => stops(entry, context));
    if (!stopping) return { says: 'pass', saw: { suppressed: null } };
    const { reason, at, purpose, list } = stopping;
    const saw = { suppressed: reason, at: toInstant(at), purpose, ...(list !== '' && { list }) };
    return { says: 'withheld', reason: 'suppressed', saw };
  },
  sentence: ({ saw: { suppressed, at, list } }, { instant }) => {
    if (!suppressed) return 'Nothing keeps messages from the address.';
    return `${words[suppressed]}${list === undefined ? '' : ` (the list “${list}”)`}, since ${instant(at!)}.`;
  },
};
