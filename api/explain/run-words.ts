import type { RunRow } from '../../db/road/runs.ts';
import type { RunExit } from '../../domain/run.ts';
import type { Show } from '../../domain/rules/rule.ts';

const exits: Partial<Record<RunExit, string>> = {
  'order.placed': 'the customer bought',
  'cart.emptied': 'the cart was emptied',
  'run.stopped': 'somebody stopped it',
};

type Run = Pick<RunRow, 'state' | 'exitEvent' | 'exitedAt' | 'outcome' | 'closedAt' | 'dueAt'>;

/** How a run stands and why, in a sentence; `steps`: how many it has reached. */
export const runSentence = (run: Run, steps: number, show: Show): string => {
  const at = (date: Date): string => show.instant(date.toISOString());
  const reached = steps === 0 ? ' before it reached a message' : '';
  if (run.exitEvent) {
    const why = exits[run.exitEvent] ?? `${run.exitEvent} was told`;
    return `It ended${reached}${run.exitedAt ? ` ${at(run.exitedAt)}` : ''}: ${why}.`;
  }
  if (run.state === 'open') {
    return steps === 0 ? `It is under way; the first message is due ${at(run.dueAt)}.` : 'It is under way.';
  }
  const when = run.closedAt ? ` ${at(run.closedAt)}` : '';
  switch (run.outcome) {
    case 'completed':
      return `It came to its end${reached}${when}.`;
    case 'cancelled':
    case 'terminated':
      return `Somebody ended it in Temporal${reached}${when}.`;
    case 'failed':
      return `It broke off${reached}${when}: the journey’s code failed.`;
    case 'exited':
    case null:
      return `It ended${reached}${when}.`;
    default:
      return run.outcome satisfies never;
  }
};
