import { expect, test } from 'vitest';
import type { DemoClock } from '../../../domain/time/clock.ts';
import type { AcknowledgedEvent } from '../shop/shop-event.ts';
import type { Evidence, LedgerRun, LedgerStep } from './evidence.ts';
import { judge, type Verdict } from './verdict.ts';

const start = '2026-11-25T12:00:00.000Z';
const clock: DemoClock = { real: start, demo: start, rate: 1 };
const noon = Date.parse(start);
const minute = 60_000;
const hour = 60 * minute;

const email = 'ada@shop.example';
const event = (id: string, type: string, at: number, more: Partial<AcknowledgedEvent> = {}): AcknowledgedEvent => ({
  id,
  type,
  occurredAt: new Date(at).toISOString(),
  customer: { email },
  cartId: 'cart-1',
  fate: 'applied',
  postedAt: at,
  answeredAt: at,
  ...more,
});
const key = 'run-1/cart/reminder#1/email';
const step: LedgerStep = {
  key,
  runId: 'run-1',
  step: 'cart/reminder#1',
  state: 'accepted',
  reason: null,
  decidedAt: noon + hour,
  lastError: null,
  recordedAt: noon + hour,
};
const run: LedgerRun = {
  id: 'run-1',
  workflowId: 'journey/demo/cartAbandonment/c/cart-1/1',
  cart: 'cart-1',
  state: 'open',
  exitEvent: null,
  dueAt: noon + hour,
  touchedAt: noon,
};
const acceptance = {
  key,
  to: email,
  cart: 'cart-1',
  claimedAt: new Date(noon + hour).toISOString(),
  acceptedAt: noon + hour + 50,
  bodyHash: 'a',
};

/** A customer who left a cart, was written to once, and bought two hours later. */
const sound: Evidence = {
  acknowledged: [
    event('e1', 'cart.updated', noon),
    event('e2', 'order.placed', noon + 3 * hour, { orderId: 'order-1' }),
  ],
  told: new Set(['e1', 'e2', 'e3']),
  inbox: [
    { eventId: 'e1', fate: 'applied', reason: null },
    { eventId: 'e2', fate: 'ignored', reason: 'no_journey' },
    // Posted, its answer lost, and never repeated: nobody was promised anything.
    { eventId: 'e3', fate: 'quarantined', reason: 'unprocessable' },
  ],
  untold: [],
  steps: [step],
  runs: [run],
  acceptances: [acceptance],
  live: new Set([run.workflowId]),
  readAt: noon + 4 * hour,
};

const kinds = ['lost', 'duplicates', 'afterPurchase', 'failures'] as const;
const counts = (verdict: Verdict) => Object.fromEntries(kinds.map((kind) => [kind, verdict[kind].length]));
const none = { lost: 0, duplicates: 0, afterPurchase: 0, failures: 0 };

test('sound evidence breaks no promise', () => {
  expect(judge(sound, clock)).toMatchObject({ lost: [], duplicates: [], afterPurchase: [], failures: [], unknown: [] });
});

const tampered: readonly (readonly [what: string, kind: (typeof kinds)[number], change: Partial<Evidence>])[] = [
  ['an acknowledged event is not in the database', 'lost', { inbox: sound.inbox.slice(1) }],
  [
    'an acknowledged event has a fate without a reason',
    'lost',
    { inbox: sound.inbox.map((one) => (one.eventId === 'e2' ? { ...one, reason: null } : one)) },
  ],
  [
    'Temporal was never told of something',
    'lost',
    { untold: [{ id: 1, kind: 'start', recordedAt: noon, dead: false, lastError: null }] },
  ],
  [
    'an outbox row was given up',
    'lost',
    { untold: [{ id: 1, kind: 'exit', recordedAt: noon, dead: true, lastError: 'INVALID_ARGUMENT' }] },
  ],
  [
    'one key was accepted twice',
    'duplicates',
    { acceptances: [acceptance, { ...acceptance, acceptedAt: noon + 2 * hour }] },
  ],
  [
    'one step about one cart was accepted under two keys',
    'duplicates',
    {
      acceptances: [acceptance, { ...acceptance, key: 'run-2/cart/reminder#1/email' }],
      steps: [step, { ...step, key: 'run-2/cart/reminder#1/email', runId: 'run-2' }],
    },
  ],
  [
    'a message was claimed after the order was acknowledged',
    'afterPurchase',
    { acknowledged: [sound.acknowledged[0]!, event('e2', 'order.placed', noon + hour - 1, { orderId: 'order-1' })] },
  ],
  ['the database holds an event that nobody posted', 'failures', { told: new Set(['e1', 'e2']) }],
  ['the database holds an event twice', 'failures', { inbox: [...sound.inbox, sound.inbox[0]!] }],
  [
    'a step is still claimed',
    'failures',
    { steps: [step, { ...step, key: 'run-1/cart/reassurance#1/email', step: 'cart/reassurance#1', state: 'claimed' }] },
  ],
  [
    'a step is still planned',
    'failures',
    { steps: [step, { ...step, key: 'run-1/cart/reassurance#1/email', step: 'cart/reassurance#1', state: 'planned' }] },
  ],
  ['the ledger denies an acceptance', 'failures', { steps: [{ ...step, state: 'withheld', reason: 'bought' }] }],
  ['the ledger invents an acceptance', 'failures', { acceptances: [] }],
  [
    'a step has two outcomes',
    'failures',
    { steps: [step, { ...step, state: 'withheld', reason: 'bought', key: 'other' }] },
  ],
  [
    'a step failed without a reason',
    'failures',
    { steps: [step, { ...step, key: 'k', step: 'cart/reassurance#1', state: 'failed' }] },
  ],
  ['an open run has no workflow', 'failures', { live: new Set() }],
  [
    'a run whose message was due long ago did nothing',
    'failures',
    { steps: [], acceptances: [], readAt: noon + 14 * hour },
  ],
  ['a run never wrote its second message', 'failures', { readAt: noon + 40 * hour }],
];

test.each(tampered)('tampered evidence is caught: %s', (_what, kind, change) => {
  expect(counts(judge({ ...sound, ...change }, clock))).toEqual({ ...none, [kind]: 1 });
});

test('a message claimed before the 202 of the order, and accepted after it, is no broken promise', () => {
  const late = {
    ...acceptance,
    acceptedAt: noon + 3 * hour + 500,
    claimedAt: new Date(noon + 3 * hour - 1).toISOString(),
  };
  expect(counts(judge({ ...sound, acceptances: [late] }, clock))).toEqual(none);
});

test('a cart filled after the order is another occasion', () => {
  const again = event('e3', 'cart.updated', noon + 4 * hour, { cartId: 'cart-2' });
  const second = {
    ...acceptance,
    key: 'run-2/cart/reminder#1/email',
    cart: 'cart-2',
    claimedAt: new Date(noon + 5 * hour).toISOString(),
  };
  const evidence = {
    ...sound,
    acknowledged: [...sound.acknowledged, again],
    acceptances: [acceptance, second],
    steps: [step, { ...step, key: second.key, runId: 'run-2' }],
  };
  expect(counts(judge(evidence, clock))).toEqual(none);
});

test('a parked message is counted, and is no broken promise', () => {
  const verdict = judge({ ...sound, steps: [{ ...step, state: 'unknown' }] }, clock);
  expect([counts(verdict), verdict.unknown.length]).toEqual([none, 1]);
});
