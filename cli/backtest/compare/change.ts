import type { Difference } from './differences.ts';

const outcomeOf = (line: Difference['a']): string =>
  line ? `${line.outcome}${line.reason && ` (${line.reason})`}` : 'not reached';

/** What is counted of a difference: `sent → withheld (capped)`, or what else is another where the end is the same. */
export const kindOf = ({ a, b }: Difference): string => {
  if (outcomeOf(a) !== outcomeOf(b)) return `${outcomeOf(a)} → ${outcomeOf(b)}`;
  return `${outcomeOf(a)}, ${a?.template === b?.template ? 'at another time' : 'another message'}`;
};

/** `2024-03-07 18:05`, in UTC. */
const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
const second = (instant: string): string => instant.slice(0, 19).replace('T', ' ');

/** What came out otherwise, for a line that begins with the minute of A: the end of the step, its message, its time. */
export const changeOf = (difference: Difference): string => {
  const { a, b } = difference;
  if (!a || !b) return kindOf(difference);
  const later = minute(a.decided_at) === minute(b.decided_at) ? '' : ` ${minute(b.decided_at)}`;
  if (outcomeOf(a) !== outcomeOf(b)) return `${kindOf(difference)}${later}`;
  if (a.template !== b.template) return `${outcomeOf(a)}, ${a.template} → ${b.template}${later}`;
  return `${outcomeOf(a)}, at${later || ` ${second(b.decided_at)}`}`;
};

/** A difference as a line under its customer; a run that is about the customer alone has no subject. */
export const lineOf = (difference: Difference): string => {
  const { journey, subject, step, decided_at } = (difference.a ?? difference.b)!;
  const what = [minute(decided_at), journey, subject, step].filter((part) => part !== '').join(' ');
  return `${what}: ${changeOf(difference)}`;
};
