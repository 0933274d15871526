import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

/** Nothing is sent before its time, whoever asks: clocks of two machines differ, and a timer may fire early. */
export const notDue: Rule<{ readonly dueAt: Instant }> = {
  name: 'not-due',
  judge: ({ now, tolerance, step }) => {
    const saw = { dueAt: toInstant(step.dueAt) };
    return step.dueAt > now + tolerance
      ? { says: 'later', at: step.dueAt, reason: 'early', saw }
      : { says: 'pass', saw };
  },
  sentence: ({ says, saw }, { instant }) =>
    says === 'pass' ? `It was due ${instant(saw.dueAt)}.` : `It is not due before ${instant(saw.dueAt)}.`,
};
