import { civilWindow } from '../../civil/window.ts';
import { durationMillis } from '../../time/duration.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';
import { isExempt } from './asked.ts';

interface Saw {
  /** Absent where the pause is not about the message. */
  readonly dayEnds?: Instant;
  /** Of the case that makes it wait. */
  readonly askedAt?: Instant;
  readonly answeredAt?: Instant;
}

/** Nobody is sold anything while they wait for an answer of customer service, nor on the day that they got it (R88). */
export const serviceCase: Rule<Saw> = {
  name: 'service-case',
  judge: (context) => {
    const { now, step, recipient, policy, cases = [] } = context;
    const { pauses, atMost } = policy.serviceCases;
    if (isExempt(context) || !pauses.includes(step.rank)) return { says: 'pass', saw: {} };
    const day = civilWindow('day', now, recipient.zone);
    const dayEnds = toInstant(day.to);
    const open = cases.find(({ askedAt, answeredAt }) => {
      const until = answeredAt ?? askedAt + durationMillis(atMost);
      return askedAt < day.to && until >= day.from;
    });
    if (!open) return { says: 'pass', saw: { dayEnds } };
    const saw = {
      dayEnds,
      askedAt: toInstant(open.askedAt),
      ...(open.answeredAt !== undefined && { answeredAt: toInstant(open.answeredAt) }),
    };
    return day.to <= step.expiresAt
      ? { says: 'later', at: day.to, reason: 'service_case', saw }
      : { says: 'withheld', reason: 'service_case', saw };
  },
  sentence: ({ saw: { dayEnds, askedAt, answeredAt } }, { instant }) => {
    if (!dayEnds) return 'It does not make way for customer service.';
    if (!askedAt) return 'The customer had no question open at customer service that day.';
    const until = answeredAt ? `, answered ${instant(answeredAt)}` : ', and not answered yet';
    return `The customer had asked customer service ${instant(askedAt)}${until}: it rests until the day ends, ${instant(dayEnds)}.`;
  },
};
