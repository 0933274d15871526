import { civilWindow } from '../../civil/window.ts';
import type { Rank } from '../../journey.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';
import { isExempt } from './asked.ts';

interface Saw {
  /** Absent where the pause is not about the message. */
  readonly dayEnds?: Instant;
  /** What goes first that day. */
  readonly key?: { readonly rank: Rank; readonly at: Instant; readonly sent: boolean };
}

/** The newsletter rests on the civil day on which something more important is sent or due (R88, R179). */
export const newsletterPause: Rule<Saw> = {
  name: 'newsletter-pause',
  judge: (context) => {
    const { now, step, recipient, pressure, policy } = context;
    const { after, pauses } = policy.exclusivity.newsletterPause;
    if (isExempt(context) || !pauses.includes(step.rank)) return { says: 'pass', saw: {} };
    const day = civilWindow('day', now, recipient.zone);
    const isKey = ({ rank, at }: { readonly rank: Rank; readonly at: number }) =>
      after.includes(rank) && at >= day.from && at < day.to;
    const sent = pressure.sent.find(isKey);
    const key = sent ?? pressure.pending.find(isKey);
    const dayEnds = toInstant(day.to);
    if (!key) return { says: 'pass', saw: { dayEnds } };
    const saw = { dayEnds, key: { rank: key.rank, at: toInstant(key.at), sent: sent !== undefined } };
    return day.to <= step.expiresAt
      ? { says: 'later', at: day.to, reason: 'newsletter_paused', saw }
      : { says: 'withheld', reason: 'newsletter_paused', saw };
  },
  sentence: ({ saw: { dayEnds, key } }, { instant }) => {
    if (!dayEnds) return 'It does not make way for others by the day.';
    if (!key) return 'Nothing more important was sent or due that day.';
    const what = `A message that matters more (${key.rank}) ${key.sent ? 'had gone out' : 'is due'} ${instant(key.at)}`;
    return `${what}: it rests until the day ends, ${instant(dayEnds)}.`;
  },
};
