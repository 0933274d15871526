import type { Cadence } from '../../domain/cadence.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import type { RunResult } from '../../domain/run.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { accepting, type FakeGate } from '../../cli/simulator/gate.ts';

/** Something that happens to a run from outside, `after` its trigger in store time. */
interface Happening {
  readonly after: Duration;
  /** `end`: the first of the exits of the journey. */
  readonly what: 'buy' | 'cancel' | 'replan' | 'end';
  /** Of `replan`: the store changes these times, in place of its season. */
  readonly cadence?: Cadence;
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
  /** An event of the season is on, and lasts for so long after the trigger. */
  readonly during?: Duration;
  /** The store asks WhatsApp before each text message. */
  readonly whatsappFirst?: true;
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

/** A life in which nothing happens, and one that a purchase ends after so many messages. */
const livesOf = (
  sent: number,
  buys: { readonly after: Duration; readonly sent: number },
  budget: number,
): Scenario[] => [
  { name: 'untouched', title: 'nobody buys', ends: { outcome: 'completed', sent, withheld: 0 }, budget },
  {
    name: 'bought',
    title: `bought after ${buys.sent} messages`,
    happens: [{ after: buys.after, what: 'buy' }],
    ends: bought(buys.sent),
    budget: 2 + 2 * buys.sent,
  },
];

/** A life in which nothing happens, and one that the journey's first exit ends after so many messages. */
const endedLives = (
  sent: number,
  ends: { readonly after: Duration; readonly by: string; readonly sent: number },
): Scenario[] => [
  {
    name: 'untouched',
    title: 'nothing ends it',
    ends: { outcome: 'completed', sent, withheld: 0 },
    budget: 3 + 2 * sent,
  },
  {
    name: 'ended',
    title: `ended by ${ends.by} after ${ends.sent} messages`,
    happens: [{ after: ends.after, what: 'end' }],
    ends: { outcome: 'exited', reason: ends.by, sent: ends.sent, withheld: 0 },
    budget: 4 + 2 * ends.sent,
  },
];

/** What may happen to each journey. */
export const scenariosOf: Readonly<Record<string, readonly Scenario[]>> = {
  accountActivation: livesOf(3, { after: '5 days', sent: 2 }, 8),
  ambassador: endedLives(1, { after: '60 days', by: 'referral.converted', sent: 1 }),
  afterReturn: endedLives(1, { after: '1 day', by: 'order.placed', sent: 0 }),
  backInStock: [{ name: 'untouched', title: 'told that it is back', ends: asked, budget: 2 }],
  browseAbandonment: endedLives(2, { after: '12 hours', by: 'order.placed', sent: 1 }),
  birthday: endedLives(2, { after: '3 days', by: 'birthday.changed', sent: 0 }),
  cartAbandonment: scenarios,
  clickAndCollect: [
    ...endedLives(2, { after: '1 day', by: 'order.cancelled', sent: 1 }),
    {
      name: 'whatsapp-first',
      title: 'WhatsApp is asked before each text message',
      whatsappFirst: true,
      gate: () => (input, now) =>
        input.channel === 'whatsapp' ? { outcome: 'withheld', reason: 'no_consent' } : accepting(input, now),
      ends: { outcome: 'completed', sent: 2, withheld: 2 },
      budget: 8,
    },
  ],
  crossSell: endedLives(2, { after: '12 days', by: 'order.placed', sent: 1 }),
  deliveryAppointment: [{ name: 'untouched', title: 'an appointment is told', ends: asked, budget: 2 }],
  afterEvent: endedLives(2, { after: '4 days', by: 'order.placed', sent: 1 }),
  atRisk: endedLives(3, { after: '8 days', by: 'score.left', sent: 2 }),
  clearance: endedLives(2, { after: '34 days', by: 'order.placed', sent: 1 }),
  doubleOptIn: signUps,
  eventCrossSell: endedLives(2, { after: '4 days', by: 'order.placed', sent: 1 }),
  eventFollowUp: endedLives(3, { after: '5 days', by: 'order.placed', sent: 1 }),
  dropOff: endedLives(2, { after: '3 days', by: 'order.placed', sent: 1 }).map((one) => ({ ...one, during: '6 days' })),
  eventRenewal: endedLives(1, { after: '1 day', by: 'order.cancelled', sent: 0 }),
  firstOrder: endedLives(3, { after: '3 days', by: 'order.placed', sent: 1 }),
  giftCard: endedLives(1, { after: '1 hour', by: 'order.placed', sent: 0 }),
  inactiveSubscriber: endedLives(3, { after: '92 days', by: 'order.placed', sent: 1 }),
  interestNews: [
    {
      name: 'untouched',
      title: 'no event comes',
      ends: { outcome: 'completed', sent: 0, withheld: 0 },
      budget: 3,
    },
  ],
  lateParcel: [{ name: 'untouched', title: 'a delay is told', ends: asked, budget: 2 }],
  loyaltyPoints: endedLives(2, { after: '40 days', by: 'loyalty.standing', sent: 1 }),
  newCollection: endedLives(2, { after: '10 days', by: 'order.placed', sent: 1 }),
  nextPurchase: endedLives(1, { after: '12 days', by: 'order.placed', sent: 0 }),
  orderAnniversary: endedLives(1, { after: '3 days', by: 'order.placed', sent: 0 }),
  parcelTracking: [{ name: 'untouched', title: 'a parcel is told of', ends: asked, budget: 2 }],
  postPurchase: endedLives(3, { after: '9 days', by: 'order.cancelled', sent: 2 }),
  referralInvite: endedLives(1, { after: '1 day', by: 'referral.converted', sent: 0 }),
  repeatBundle: endedLives(1, { after: '20 days', by: 'order.placed', sent: 0 }),
  lowStock: [{ name: 'untouched', title: 'told that few are left', ends: asked, budget: 2 }],
  priceDrop: [{ name: 'untouched', title: 'told that it costs less', ends: asked, budget: 3 }],
  replenishment: endedLives(3, { after: '25 days', by: 'product.bought', sent: 1 }),
  winBack: endedLives(3, { after: '45 days', by: 'order.placed', sent: 1 }),
  stayInTouch: endedLives(2, { after: '16 days', by: 'order.cancelled', sent: 1 }),
  storeToWeb: endedLives(1, { after: '1 day', by: 'order.placed', sent: 0 }),
  cartText: endedLives(1, { after: '1 day', by: 'order.placed', sent: 0 }),
  webToStore: endedLives(1, { after: '12 hours', by: 'order.placed', sent: 0 }),
  seasonalCountdown: [
    ...endedLives(6, { after: '34 days', by: 'order.placed', sent: 3 }),
    {
      name: 'moved',
      title: 'the opening is moved before it comes',
      happens: [{ after: '20 days', what: 'replan' }],
      ends: { outcome: 'completed', sent: 6, withheld: 0 },
      budget: 17,
    },
  ],
  welcome: [
    ...livesOf(7, { after: '20 days', sent: 5 }, 15),
    {
      name: 'shortened',
      title: 'times are shortened, so that three messages are overdue',
      happens: [
        {
          after: '3 days',
          what: 'replan',
          cadence: { bestSellers: '36 hours', reviews: '54 hours', gift: '72 hours' },
        },
      ],
      ends: { outcome: 'completed', sent: 7, withheld: 0 },
      budget: 17,
    },
  ],
};
