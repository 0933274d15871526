import { expect, test } from 'vitest';
import { route } from '../../api/route/route.ts';
import type { RoutedEvent, RouteFacts, Routing } from '../../api/route/routing.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { cartSpec, noon } from './intake-server.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const facts = (more: Partial<RouteFacts> = {}): RouteFacts => ({
  now: noon,
  calendar: [],
  outdated: false,
  ordered: false,
  live: [],
  past: [],
  later: [],
  ...more,
});
const event = (type: RoutedEvent['type'], ids: object = { cartId: 'A' }, at = noon): RoutedEvent => ({
  type,
  ids: ids as RoutedEvent['ids'],
  at,
  customer: 'c' as never,
});
const live = (subject: string, more: object = {}): RouteFacts['live'][number] => ({
  id: `run-${subject}` as never,
  customerId: 'c' as never,
  journey: 'cartAbandonment',
  subject,
  event: { cartId: subject } as never,
  touchedAt: noon - hour / 2,
  dueAt: noon + hour / 2,
  ...more,
});
const past = (subject: string, wroteUntil?: number) => [
  { journey: 'cartAbandonment', subject, episodes: 2, wroteUntil },
];

/** A decision in one word or two, for tables. */
const inWords = ({ decisions, ignored }: Routing): string =>
  decisions
    .map((decision) => {
      if (decision.kind === 'start') return `start ${decision.subject || '-'} #${decision.episode}`;
      if (decision.kind === 'exit') return `exit ${decision.run} because ${decision.because}`;
      return `${decision.kind} ${decision.run}`;
    })
    .concat(ignored ?? [])
    .join(', ');

const rows: readonly [string, RoutedEvent, Partial<RouteFacts>, string][] = [
  ['a first cart starts a run', event('cart.updated'), {}, 'start A #1'],
  ['a checkout starts one too', event('checkout.started'), {}, 'start A #1'],
  [
    'R19 a checkout touches the run that the cart started',
    event('checkout.started'),
    { live: [live('A')] },
    'touch run-A',
  ],
  ['a second cart is a second run', event('cart.updated', { cartId: 'B' }), { live: [live('A')] }, 'start B #1'],
  ['Q23 a run that wrote nothing never blocks', event('cart.updated'), { past: past('A') }, 'start A #3'],
  [
    'Q23 within the re-entry time nothing starts',
    event('cart.updated'),
    { past: past('A', noon - 6 * day) },
    'cooldown',
  ],
  ['Q23 after it a new episode does', event('cart.updated'), { past: past('A', noon - 7 * day) }, 'start A #3'],
  [
    'a cart of another subject has a re-entry of its own',
    event('cart.updated'),
    { past: past('B', noon) },
    'start A #1',
  ],
  [
    'R15 an order stops every run',
    event('order.placed', { orderId: 'O' }),
    { live: [live('A'), live('B')] },
    'exit run-A because order.placed, exit run-B because order.placed',
  ],
  [
    'R15 a run touched while the order was taken stops',
    event('order.placed', { orderId: 'O' }, noon - 45 * minute),
    { live: [live('A')] },
    'exit run-A because order.placed',
  ],
  [
    'an order well before the newest touch leaves the run',
    event('order.placed', { orderId: 'O' }, noon - hour),
    { live: [live('A')] },
    '',
  ],
  [
    'unless it bought that very cart',
    event('order.placed', { orderId: 'O', cartId: 'A' }, noon - hour),
    { live: [live('A')] },
    'exit run-A because order.placed',
  ],
  ['R15 a cart older than the newest order starts nothing', event('cart.updated'), { bought: noon }, 'bought'],
  [
    'nor touches',
    event('cart.updated', { cartId: 'A' }, noon - hour),
    { bought: noon - hour, live: [live('A')] },
    'bought',
  ],
  [
    'nor does one touched while the order is taken',
    event('cart.updated', { cartId: 'A' }, noon + 15 * minute),
    { bought: noon },
    'bought',
  ],
  [
    'a cart after it does',
    event('cart.updated', { cartId: 'A' }, noon + 15 * minute + 1),
    { bought: noon },
    'start A #1',
  ],
  ['an ordered cart never starts again', event('cart.updated', { cartId: 'A' }, noon + 1), { ordered: true }, 'bought'],
  ['an outdated cart starts nothing', event('cart.updated'), { outdated: true }, 'outdated'],
  [
    'an emptied cart stops its own run only',
    event('cart.emptied'),
    { live: [live('A'), live('B')] },
    'exit run-A because cart.emptied',
  ],
  [
    'an exit known already, about the same subject, wins over an older trigger',
    event('cart.updated'),
    { later: [{ type: 'cart.emptied', ids: { cartId: 'A' } as never }] },
    'outdated',
  ],
  [
    'about another subject it does not',
    event('cart.updated'),
    { later: [{ type: 'cart.emptied', ids: { cartId: 'B' } as never }] },
    'start A #1',
  ],
  ['a trigger of yesterday is too old', event('cart.updated', { cartId: 'A' }, noon - day - 1), {}, 'too_old'],
  ['history starts and touches nothing', event('cart.updated'), { imported: true, live: [live('A')] }, 'imported'],
  [
    'history stops what it stops',
    event('order.placed', { orderId: 'O' }),
    { imported: true, live: [live('A')] },
    'exit run-A because order.placed',
  ],
  [
    'an event that no journey uses decides nothing',
    event('ticket.opened', { ticketId: 'T' }),
    { live: [live('A')] },
    '',
  ],
  [
    'after a merge, what either bought stops the runs of both',
    event('customer.merged', {}),
    { merged: true, bought: noon, live: [live('A')] },
    'exit run-A because order.placed',
  ],
  [
    'after a merge one cart keeps one run',
    event('customer.merged', {}),
    { merged: true, live: [live('A', { id: 'older', touchedAt: 1 }), live('A')] },
    'exit older because customer.merged',
  ],
];

test.each(rows)('%s', (_what, routed, more, expected) => {
  expect(inWords(route(routed, [cartSpec], facts(more)))).toBe(expected);
});

test('R16 R17 the first wait follows the season in force', () => {
  const calendar = [
    { from: new Date(noon - day).toISOString(), to: new Date(noon + day).toISOString(), mode: 'dday' as const },
  ];
  const [start] = route(event('cart.updated'), [cartSpec], facts({ calendar })).decisions;
  expect(start).toMatchObject({ kind: 'start', dueAt: noon + 10 * 60_000 });
});

const touch = (run: RouteFacts['live'][number]) =>
  route(event('cart.updated'), [cartSpec], facts({ live: [run] })).decisions[0];

test('a touch moves the due time only while the first wait is not over', () => {
  expect(touch(live('A'))).toMatchObject({ touchedAt: noon, dueAt: noon + hour });
  expect(touch(live('A', { dueAt: noon - 1 }))).not.toHaveProperty('dueAt');
});

const ticketSpec: JourneySpec = {
  name: 'ticketFollowUp',
  trigger: { name: 'ticket.opened' },
  reentry: 'never',
  exitOn: [{ name: 'order.placed', field: 'orderId' }],
  listens: [{ name: 'ticket.closed' }],
  purpose: 'transactional',
  rank: 'service',
  expires: '1 day',
  maxAge: '2 hours',
};
const ticketRun = { ...live(''), journey: 'ticketFollowUp' };

const decide = (routed: RoutedEvent, more: Partial<RouteFacts> = {}) =>
  inWords(route(routed, [ticketSpec], facts(more)));

test('a listened event is a signal, a customer without subject has one run, and the spec sets the age', () => {
  expect(decide(event('ticket.opened', { ticketId: 'T' }))).toBe('start - #1');
  expect(decide(event('ticket.opened', { ticketId: 'U' }), { live: [ticketRun] })).toBe('touch run-');
  expect(decide(event('ticket.closed', { ticketId: 'T' }), { live: [ticketRun] })).toBe('signal run-');
  expect(decide(event('ticket.opened', { ticketId: 'T' }, noon - 2 * hour - 1))).toBe('too_old');
  expect(
    decide(event('ticket.opened', { ticketId: 'T' }), {
      past: [{ journey: 'ticketFollowUp', subject: '', episodes: 1, wroteUntil: noon - 900 * day }],
    }),
  ).toBe('cooldown');
});

test('an event means something to each journey that uses it', () => {
  const both = route(event('cart.updated'), [cartSpec, { ...cartSpec, name: 'cartSms' }], facts());
  expect(both.decisions.map((decision) => decision.kind === 'start' && decision.journey)).toEqual([
    'cartAbandonment',
    'cartSms',
  ]);
});
