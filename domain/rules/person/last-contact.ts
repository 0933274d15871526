import type { ContactKind } from '../../contact.ts';
import { type Duration, durationMillis } from '../../time/duration.ts';
import { type Instant, type Millis, toInstant } from '../../time/instant.ts';
import type { RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent where the rule does not concern the message. */
  readonly who?: 'prospect' | 'customer';
  readonly at?: Instant;
  /** What they did; absent: nothing that counts, since the store knows of them. */
  readonly what?: ContactKind;
  readonly after?: Duration;
}

/**
 * Marketing goes on until a reference duration after the last contact by the person; an open is none (GDPR, article
 * 5(1)(e); CNIL's reference for commercial management, three years; R210, R211).
 */
export const lastContact: Rule<Saw> = {
  name: 'last-contact',
  judge: (context) => {
    const { now, step, buyer, policy } = context;
    if (step.purpose === 'transactional') return { says: 'pass', saw: {} };
    const who = buyer.count > 0 ? 'customer' : 'prospect';
    const { after, counts } = policy.consent.inactivity[who === 'customer' ? 'customers' : 'prospects'];
    const { at, what } = newest(context, counts);
    const saw = { who, at: toInstant(at), ...(what && { what }), after } as const;
    return now - at < durationMillis(after)
      ? { says: 'pass', saw }
      : { says: 'withheld', reason: 'no_contact_for_long', saw };
  },
  sentence: ({ says, saw: { who, at, what, after } }, { instant }) => {
    if (who === undefined) return 'A message about their own order is sent however long ago the last contact was.';
    const did = what ? words[what] : 'The store has known of the customer';
    const when = what ? instant(at!) : `since ${instant(at!)} and they have done nothing that counts`;
    return says === 'pass' ? `${did} ${when}.` : `${did} ${when}, more than ${after} ago.`;
  },
};

const newest = (
  { contacts, buyer }: RuleContext,
  counts: readonly ContactKind[],
): { readonly at: Millis; readonly what?: ContactKind } => {
  const last = { ...contacts.last, purchase: Math.max(contacts.last.purchase ?? -Infinity, buyer.lastAt ?? -Infinity) };
  const done = counts.map((what) => ({ what, at: last[what] ?? -Infinity })).toSorted((a, b) => b.at - a.at)[0];
  return done && done.at > -Infinity ? done : { at: contacts.knownSince };
};

const words: Readonly<Record<ContactKind, string>> = {
  purchase: 'The customer had last bought',
  cart: 'The customer had last filled a cart',
  form: 'The customer had last sent a form',
  consent: 'The customer had last agreed to messages',
  account: 'The customer had made an account',
  'log-in': 'The customer had last logged in',
  wish: 'The customer had last noted a wish',
  service: 'The customer had last written to customer service',
  click: 'The customer had last followed a link of a message',
  reply: 'The customer had last answered a message',
};
