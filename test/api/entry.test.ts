import { expect, test } from 'vitest';
import { route } from '../../api/route/route.ts';
import type { RoutedEvent, RouteFacts, Routing } from '../../api/route/routing.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { accountActivation } from '../../workflows/account-activation.ts';
import { atRisk } from '../../workflows/at-risk.ts';
import { postPurchase } from '../../workflows/post-purchase.ts';
import { stayInTouch } from '../../workflows/stay-in-touch.ts';
import { storeToWeb } from '../../workflows/store-to-web.ts';
import { welcome } from '../../workflows/welcome.ts';
import { segmentEntered, segmentLeft } from '../../workflows/core/events.ts';
import { winBack } from '../../workflows/win-back.ts';
import { noon } from './intake-server.ts';

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
const told = (type: RoutedEvent['type'], ids: object = {}, at = noon): RoutedEvent => ({
  type,
  ids: ids as RoutedEvent['ids'],
  at,
  customer: 'c' as never,
});
const live = (journey: string, more: object = {}): RouteFacts['live'][number] => ({
  id: `run-${journey}` as never,
  customerId: 'c' as never,
  journey,
  subject: '',
  event: {},
  touchedAt: noon - hour / 2,
  dueAt: noon + hour / 2,
  ...more,
});
const inWords = ({ decisions, ignored }: Routing): string =>
  decisions
    .map((one) => {
      if (one.kind === 'start') return `start ${one.journey}`;
      return one.kind === 'exit' ? `exit ${one.run} because ${one.because}` : `${one.kind} ${one.run}`;
    })
    .concat(ignored ?? [])
    .join(', ');

const both = [accountActivation.spec, welcome.spec];
const signUp = told('newsletter.subscribed', { via: 'newsletter' });

test.each<[string, RoutedEvent, Partial<RouteFacts>, string]>([
  ['R53 an account alone is activated', told('customer.created'), {}, 'start accountActivation'],
  ['R53 a sign-up alone is welcomed', signUp, {}, 'start welcome'],
  [
    'R53 a sign-up within the hour of an account: the welcome wins',
    signUp,
    { live: [live('accountActivation')] },
    'exit run-accountActivation because newsletter.subscribed, start welcome',
  ],
  [
    'R53 an account within the hour of a sign-up: the welcome goes on alone',
    told('customer.created'),
    { live: [live('welcome')] },
    'gives_way',
  ],
  [
    'R53 where the welcome is switched off, an account is activated',
    told('customer.created'),
    { off: ['welcome'] },
    'start accountActivation',
  ],
  [
    'R298 a journey that nobody has switched on is as if it were not there',
    told('customer.created'),
    { asleep: ['accountActivation'] },
    '',
  ],
  ['R6 who bought before is not welcomed as one who might', signUp, { orders: 1 }, 'not_for_them'],
  ['R52 an account made with an order needs no activation', told('customer.created'), { orders: 1 }, 'not_for_them'],
])('%s', (_title, event, more, expected) => {
  expect(inWords(route(event, both, facts(more)))).toBe(expected);
});

const base = {
  reentry: 'always',
  exitOn: [],
  purpose: 'marketing',
  rank: 'post-purchase',
  expires: '1 day',
} as const;

const firstInSeason: JourneySpec = {
  ...base,
  name: 'firstInSeason',
  trigger: { name: 'order.placed' },
  entry: { orders: 'first', during: ['event', 'dday'] },
};
const sale = [
  { from: new Date(noon - day).toISOString(), to: new Date(noon + day).toISOString(), mode: 'event' },
] as const;

test.each<[string, Partial<RouteFacts>, string]>([
  ['a first order during an event enters', { orders: 1, calendar: sale }, 'start firstInSeason'],
  ['a second one does not', { orders: 2, calendar: sale }, 'not_for_them'],
  ['a first one on another day does not', { orders: 1 }, 'not_for_them'],
])('R7 a journey for first orders of an event: %s', (_title, more, expected) => {
  expect(inWords(route(told('order.placed', { orderId: 'O' }), [firstInSeason], facts(more)))).toBe(expected);
});

const restarting: JourneySpec = {
  ...base,
  name: 'restarting',
  trigger: { name: 'order.placed' },
  exitOn: [{ name: 'order.placed' }],
  restarts: true,
};

test.each<[string, RoutedEvent, Partial<RouteFacts>, string]>([
  ['a first order starts it', told('order.placed'), { bought: noon }, 'start restarting'],
  [
    'another one ends what is there and starts it again',
    told('order.placed'),
    { bought: noon, live: [live('restarting')] },
    'exit run-restarting because order.placed, start restarting',
  ],
  [
    'an older one that comes late neither ends nor starts anything',
    told('order.placed', {}, noon - hour),
    {
      bought: noon,
      live: [live('restarting', { touchedAt: noon })],
      later: [{ type: 'order.placed', ids: {} }],
    },
    'bought',
  ],
  [
    'whatever else happens leaves it alone',
    told('cart.updated', { cartId: 'A' }),
    { bought: noon - hour / 2, live: [live('restarting')] },
    '',
  ],
])('R41 a journey that each order starts anew: %s', (_title, event, more, expected) => {
  expect(inWords(route(event, [restarting], facts(more)))).toBe(expected);
});

const listening: JourneySpec = {
  ...base,
  name: 'listening',
  trigger: { name: 'order.placed' },
  subject: 'orderId',
  listens: [{ name: 'order.delivered' }, { name: 'ticket.opened' }],
};

test('what is listened to reaches the run that it is about, and every run when it is about none', () => {
  const runs = ['A', 'B'].map((id) => live('listening', { id: `run-${id}`, subject: id, event: { orderId: id } }));
  expect(inWords(route(told('order.delivered', { orderId: 'B' }), [listening], facts({ live: runs })))).toBe(
    'signal run-B',
  );
  expect(inWords(route(told('ticket.opened', { ticketId: 'T' }), [listening], facts({ live: runs })))).toBe(
    'signal run-A, signal run-B',
  );
});

test('a store’s own first wait decides when a run is due', () => {
  const own = { accountActivation: { idle: '3 hours' as const } };
  const { decisions } = route(told('customer.created'), [accountActivation.spec], facts({ cadences: own }));
  expect(decisions[0]).toMatchObject({ kind: 'start', dueAt: noon + 3 * hour });
});

const whileAboutToBuy: JourneySpec = {
  ...base,
  name: 'whileAboutToBuy',
  trigger: segmentEntered,
  entry: { where: { segment: 'high-intent' } },
  exitOn: [segmentLeft.by('segment')],
};
const untilVip: JourneySpec = {
  ...base,
  name: 'untilVip',
  trigger: { name: 'customer.created' },
  exitOn: [segmentEntered.of('segment', 'vip')],
};

const afterOrders = [postPurchase.spec, stayInTouch.spec, storeToWeb.spec, winBack.spec];
const bought = (place: string) => told('customer.bought', { orderId: 'O', place, quietDays: '60', deliveryDays: '6' });

test.each<[string, RoutedEvent, readonly JourneySpec[], Partial<RouteFacts>, string]>([
  [
    'R63 a score within the watch that it is about starts it',
    told('score.entered', { watch: 'at-risk' }),
    [atRisk.spec],
    {},
    'start atRisk',
  ],
  [
    'R63 within another watch it does not',
    told('score.entered', { watch: 'ready-to-buy' }),
    [atRisk.spec],
    {},
    'not_for_them',
  ],
  [
    'R63 the same watch left ends it',
    told('score.left', { watch: 'at-risk' }),
    [atRisk.spec],
    { live: [live('atRisk', { subject: 'at-risk', event: { watch: 'at-risk' } })] },
    'exit run-atRisk because score.left',
  ],
  [
    'R109 a segment entered starts what is about it, and not what is about another',
    told('segment.entered', { segment: 'high-intent' }),
    [whileAboutToBuy, { ...whileAboutToBuy, name: 'other', entry: { where: { segment: 'vip' } } }],
    {},
    'start whileAboutToBuy, not_for_them',
  ],
  [
    'R109 the same segment left ends it, and any of those that it names',
    told('segment.left', { segment: 'high-intent' }),
    [whileAboutToBuy, untilVip],
    { live: [live('whileAboutToBuy', { event: { segment: 'high-intent' } }), live('untilVip')] },
    'exit run-whileAboutToBuy because segment.left',
  ],
  [
    'R109 a segment that a journey names ends it, whatever began it',
    told('segment.entered', { segment: 'vip' }),
    [untilVip],
    { live: [live('untilVip')] },
    'exit run-untilVip because segment.entered',
  ],
  [
    'R109 another does not',
    told('segment.entered', { segment: 'recurring' }),
    [untilVip],
    { live: [live('untilVip')] },
    '',
  ],
  [
    'R63 another watch left does not',
    told('score.left', { watch: 'ready-to-buy' }),
    [atRisk.spec],
    { live: [live('atRisk', { subject: 'at-risk', event: { watch: 'at-risk' } })] },
    '',
  ],
  [
    'R93 a ticket of a shop with a door leads to the web',
    bought('store'),
    afterOrders,
    { bought: noon },
    'start postPurchase, start stayInTouch, start storeToWeb, start winBack',
  ],
  [
    'R93 an order on the web does not',
    bought('web'),
    afterOrders,
    { bought: noon },
    'start postPurchase, start stayInTouch, start winBack, not_for_them',
  ],
  [
    'R61 an order won back ends that journey',
    told('order.placed', { orderId: 'O' }),
    afterOrders,
    { bought: noon, live: [live('winBack', { touchedAt: noon - 70 * day })] },
    'exit run-winBack because order.placed',
  ],
  [
    'R61 and its own follow-ups begin once, the invitation to the loyalty programme among them',
    bought('web'),
    afterOrders,
    { bought: noon, live: [live('postPurchase', { subject: 'O', event: { orderId: 'O' }, touchedAt: noon })] },
    'touch run-postPurchase, start stayInTouch, start winBack, not_for_them',
  ],
])('%s', (_title, event, some, more, expected) => {
  expect(inWords(route(event, some, facts(more)))).toBe(expected);
});
