import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import type { RunResult } from '../../domain/run.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { accepting, type FakeGate } from '../../cli/simulator/gate.ts';

/** Something that happens to a run from outside, `after` its trigger in store time. */
interface Happening {
  readonly after: Duration;
  readonly what: 'buy' | 'cancel' | 'replan';
}

const completed: RunResult = { outcome: 'completed', sent: 3, withheld: 0 };
const bought = (sent: number, withheld = 0): RunResult => ({
  outcome: 'exited',
  reason: 'order.placed',
  sent,
  withheld,
});

/** One life of a run, played on a real Temporal server for its history and its cost. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly gate?: () => FakeGate;
  readonly happens?: readonly Happening[];
  /** False: the first thing that Temporal hears of the run is what happens. */
  readonly started?: boolean;
  /** What Temporal says of the run in the end. */
  readonly ends: RunResult | 'cancelled';
  /** What the run may cost at most, in billed actions. */
  readonly budget: number;
}

/**
 * A gate that is asked too early once: the message is due `ahead` of now. Not by the clock: a server's
 * timers may be a second late, which is hours of compressed time.
 */
const once = (answer: 'later' | 'retry', ahead: Duration) => (): FakeGate => {
  let isAsked = false;
  return (input, now) => {
    if (isAsked) return accepting(input, now);
    isAsked = true;
    const at = toInstant(now + durationMillis(ahead));
    return answer === 'later' ? { outcome: 'later', at, reason: 'touched' } : { outcome: 'retry', until: at };
  };
};

/** Lives of an abandoned cart. */
export const scenarios: readonly Scenario[] = [
  { name: 'untouched', title: 'untouched', ends: completed, budget: 8 },
  {
    name: 'touched',
    title: 'touched five times within one idle period',
    gate: once('later', '50 minutes'),
    ends: completed,
    budget: 8,
  },
  {
    name: 'later-thrown',
    title: 'first message shifted by a later that was thrown',
    gate: once('retry', '8 hours'),
    ends: completed,
    budget: 8,
  },
  {
    name: 'bought-after-first',
    title: 'bought after message 1',
    happens: [{ after: '12 hours', what: 'buy' }],
    ends: bought(1),
    budget: 4,
  },
  {
    name: 'bought-in-first-wait',
    title: 'bought inside the first wait',
    happens: [{ after: '30 minutes', what: 'buy' }],
    ends: bought(0),
    budget: 2,
  },
  {
    name: 'bought-before-start',
    title: 'bought before Temporal heard of the run',
    happens: [{ after: '30 minutes', what: 'buy' }],
    started: false,
    ends: bought(0),
    budget: 2,
  },
  {
    name: 'bought-during-send',
    title: 'bought while message 1 is being sent, which finishes',
    gate: () => () => ({ outcome: 'accepted', messageId: 'scripted', takes: '14 hours' }),
    happens: [{ after: '10 hours', what: 'buy' }],
    ends: bought(1),
    budget: 3,
  },
  {
    name: 'bought-in-backoff',
    title: 'bought while message 1 waits for its next attempt',
    gate: once('retry', '5 days'),
    happens: [{ after: '10 hours', what: 'buy' }],
    ends: bought(0, 1),
    budget: 3,
  },
  {
    name: 'replanned',
    title: 'season edited between two messages',
    happens: [{ after: '12 hours', what: 'replan' }],
    ends: completed,
    budget: 8,
  },
  {
    name: 'cancelled',
    title: 'cancelled by an operator after message 1',
    happens: [{ after: '12 hours', what: 'cancel' }],
    ends: 'cancelled',
    budget: 4,
  },
];

const asked: RunResult = { outcome: 'completed', sent: 1, withheld: 0 };

/** Lives of a sign-up that has to be confirmed. */
const signUps: readonly Scenario[] = [
  { name: 'asked', title: 'a sign-up is asked to confirm', ends: asked, budget: 2 },
  {
    name: 'asked-later',
    title: 'asked once the provider takes it',
    gate: once('retry', '2 hours'),
    ends: asked,
    budget: 3,
  },
  {
    name: 'cancelled',
    title: 'cancelled by an operator while it waits for the provider',
    gate: once('retry', '5 days'),
    happens: [{ after: '10 hours', what: 'cancel' }],
    ends: 'cancelled',
    budget: 3,
  },
];

/** What may happen to each journey. */
export const scenariosOf: Readonly<Record<string, readonly Scenario[]>> = {
  cartAbandonment: scenarios,
  doubleOptIn: signUps,
};
