import { civilWindow } from '../../civil/window.ts';
import { type Duration, durationMillis } from '../../time/duration.ts';
import { type Instant, type Millis, toInstant } from '../../time/instant.ts';
import type { RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent where no ramp is about the message. */
  readonly day?: number;
  readonly allowance?: number;
  readonly taken?: number;
  /** Present: only who did something within it is written to on such a day, and the customer did not. */
  readonly within?: Duration;
  /** The rest of the day is kept for others. */
  readonly kept?: true;
  readonly next?: Instant;
}

/** What waited for another day goes out over this time of it, in milliseconds after midnight of the store. */
const opening = { from: 7 * 3_600_000, over: 12 * 3_600_000 };

/**
 * A sending domain that mailbox providers do not know yet sends a little more each day (R202), to the most engaged and
 * most valuable customers first (R204).
 */
export const ramp: Rule<Saw> = {
  name: 'ramp',
  judge: (context) => {
    const { now, step, ramp: facts, contacts, engagement, buyer, policy } = context;
    if (!facts || facts.allowance === null || step.purpose === 'transactional') return { says: 'pass', saw: {} };
    const { day, allowance, taken } = facts;
    const { activeWithin, keptForBest } = policy.deliverability.rampRules;
    const saw = { day, allowance, taken };
    const later = (more: Pick<Saw, 'within' | 'kept'>) => {
      const at = nextDay(context, facts.timezone);
      return { says: 'later', at, reason: 'ramp', saw: { ...saw, ...more, next: toInstant(at) } } as const;
    };
    if (taken >= allowance) return later({});
    const reactedAt = Math.max(0, engagement.reactedAt ?? 0, buyer.lastAt ?? 0, ...Object.values(contacts.last));
    const wanted = activeWithin.find(({ untilDay }) => day <= untilDay);
    if (wanted && now - reactedAt > durationMillis(wanted.within)) return later({ within: wanted.within });
    const isBest = buyer.value === 'high' || now - reactedAt <= durationMillis('7 days');
    if (!isBest && taken >= Math.floor((allowance * (100 - keptForBest)) / 100)) return later({ kept: true });
    return { says: 'pass', saw };
  },
  sentence: ({ saw: { day, allowance, taken, within, kept, next } }, { instant }) => {
    if (day === undefined) return 'No warm-up is about it.';
    const was = `It was day ${day} of the sender’s warm-up, with ${taken} of ${allowance} messages gone`;
    if (!next) return `${was}.`;
    const until = `it waits until ${instant(next)}`;
    if (within) return `${was}; only who did something within ${within} is written to: ${until}.`;
    return kept ? `${was}; the rest is kept for the most engaged: ${until}.` : `${was}: ${until}.`;
  },
};

/**
 * The message's own moment of the store's next day. Of those who have not been there for long the valuable come in its
 * first half, so that they are served before the others while there are few messages (R59).
 */
const nextDay = ({ now, switches, step, buyer }: RuleContext, timezone: string): Millis => {
  const half = switches.place / 2;
  const place = step.rank !== 'win-back' ? switches.place : buyer.value === 'high' ? half : 0.5 + half;
  return civilWindow('day', now, timezone).to + opening.from + Math.floor(opening.over * place);
};
