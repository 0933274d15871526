import type { BrakeLevel } from '../../../domain/deliverability/brake-levels.ts';
import type { MessageState } from '../../../domain/message-state.ts';
import type { RunRow } from '../../../db/road/runs.ts';
import {
  failedReasons,
  ignoredReasons,
  laterReasons,
  quarantineReasons,
  withheldReasons,
} from '../../../domain/reasons.ts';

// Maps: a reason may come from an address, and every object knows a `constructor`.
const reasons = new Map<string, string>(Object.entries({ ...laterReasons, ...withheldReasons, ...failedReasons }));

/** A decision's reason in words; the code itself when it has none. */
export const reasonWords = (reason: string): string => reasons.get(reason) ?? reason;

const eventReasons = new Map<string, string>(Object.entries({ ...ignoredReasons, ...quarantineReasons }));

/** Why an event changed nothing, in words. */
export const ignoredWords = (reason: string): string => eventReasons.get(reason) ?? reason;

/** How something stands, and the tone in which a page says it. */
export interface Standing {
  readonly tone: 'good' | 'calm' | 'held' | 'bad' | 'doubt';
  readonly words: string;
}

/** What became of an event. */
export const eventStandings: Readonly<Record<'applied' | 'ignored' | 'quarantined', Standing>> = {
  applied: { tone: 'good', words: 'Applied' },
  ignored: { tone: 'calm', words: 'Ignored' },
  quarantined: { tone: 'bad', words: 'Quarantined' },
};

const messageStandings: Readonly<Record<MessageState, Standing>> = {
  planned: { tone: 'calm', words: 'Waiting' },
  claimed: { tone: 'calm', words: 'Sending' },
  accepted: { tone: 'good', words: 'Sent' },
  delivered: { tone: 'good', words: 'Delivered' },
  bounced: { tone: 'bad', words: 'Bounced' },
  complained: { tone: 'bad', words: 'Complained' },
  withheld: { tone: 'held', words: 'Withheld' },
  failed: { tone: 'bad', words: 'Failed' },
  unknown: { tone: 'doubt', words: 'Unknown' },
};

export const messageStanding = (state: MessageState): Standing => messageStandings[state];

/** How a run stands: an exit counts from the moment it was recorded, before Temporal has heard of it. */
export const runStanding = (run: Pick<RunRow, 'state' | 'exitEvent' | 'outcome' | 'reason'>): Standing => {
  if (run.exitEvent === 'order.placed') return { tone: 'good', words: 'Stopped by a purchase' };
  if (run.exitEvent === 'cart.emptied') return { tone: 'calm', words: 'Stopped: cart emptied' };
  if (run.exitEvent === 'run.stopped') return { tone: 'calm', words: 'Stopped by hand' };
  if (run.exitEvent) return { tone: 'calm', words: `Stopped by ${run.exitEvent}` };
  if (run.state === 'open') return { tone: 'calm', words: 'Running' };
  switch (run.outcome) {
    case 'completed':
      return { tone: 'good', words: 'Completed' };
    case 'exited':
      return { tone: 'calm', words: 'Stopped' };
    case 'cancelled':
      return { tone: 'held', words: 'Cancelled' };
    case 'terminated':
      return { tone: 'held', words: 'Terminated' };
    case 'failed':
      return { tone: 'bad', words: run.reason ? `Failed: ${run.reason}` : 'Failed' };
    case null:
      return { tone: 'calm', words: 'Closed' };
    default:
      return run.outcome satisfies never;
  }
};

/** `cartAbandonment` as `Cart abandonment`. */
export const journeyWords = (journey: string): string => {
  const words = journey.replace(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A number with its thousands set apart. */
export const formatCount = (count: number): string => new Intl.NumberFormat('en-GB').format(count);

/** What a brake does at each level. */
export const brakeWords: Readonly<Record<BrakeLevel, string>> = {
  warn: 'more than is good',
  slow: 'a part of the marketing waits',
  stop: 'marketing waits',
};
