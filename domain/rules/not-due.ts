import { toInstant } from '../time/instant.ts';
import type { Rule } from './rule.ts';

/** Nothing is sent before its time, whoever asks: clocks of two machines differ, and a timer may fire early. */
export const notDue: Rule = {
  name: 'not-due',
  judge: ({ now, tolerance, step }) => {
    const saw = { dueAt: toInstant(step.dueAt) };
    return step.dueAt > now + tolerance
      ? { says: 'later', at: step.dueAt, reason: 'early', saw }
      : { says: 'pass', saw };
  },
};
