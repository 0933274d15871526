import { type Instant, toInstant } from '../../time/instant.ts';
import { due } from '../../time/season.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  readonly touchedAt?: Instant;
  readonly idleUntil?: Instant;
}

/** A cart touched again, or another look around, restarts the idle period, in the mode in force when it ends (R11, R16, R17). */
export const touched: Rule<Saw> = {
  name: 'touched',
  judge: ({ now, tolerance, calendar, step, run }) => {
    if (!step.idle) return { says: 'pass', saw: {} };
    const at = due(run.touchedAt, step.idle, calendar);
    const saw = { touchedAt: toInstant(run.touchedAt), idleUntil: toInstant(at) };
    return at > now + tolerance ? { says: 'later', at, reason: 'touched', saw } : { says: 'pass', saw };
  },
  sentence: ({ says, saw: { touchedAt, idleUntil } }, { instant }) => {
    if (says !== 'pass')
      return `The customer was still busy in the shop ${instant(touchedAt!)}: not before ${instant(idleUntil!)}.`;
    return touchedAt
      ? `The customer had left it alone since ${instant(touchedAt)}.`
      : 'It follows nothing that must be left alone first.';
  },
};
