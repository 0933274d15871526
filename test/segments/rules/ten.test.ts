import { expect, test } from 'vitest';
import { dayMillis } from '../../../domain/civil/day.ts';
import { defaultSegments } from '../../../domain/policy/segments.ts';
import type { SegmentFacts } from '../../../domain/segments/facts.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';
import { bought, day, daysAgo, isIn, judged, now, paris, somebody } from './fixture.ts';

type Row = readonly [title: string, segment: AnySegment, facts: Partial<SegmentFacts>, inside: boolean, was?: boolean];

const score = { alive: 0.8, churn: 0.3, expectedOrders: 2, lifetimeValue: 1_000 };
const spent = (yearAmount: number, days = 4): Partial<SegmentFacts> => ({
  orders: { ...bought(days, 20).orders, yearAmount },
});
const expecting = (lifetimeValue: number | null, days = 4): Partial<SegmentFacts> => ({
  ...spent(1_000, days),
  score: { ...score, lifetimeValue },
});
const leaving = (lastDaysAgo: number, alive: number, churn: number): Partial<SegmentFacts> => ({
  ...bought(8, lastDaysAgo, 60),
  score: { ...score, alive, churn },
});
const intent = (value: number): Partial<SegmentFacts> => ({
  signals: { intent: { score: value, halfLife: 3 * dayMillis } },
});
const discounts = (index: number, lines: number, orders = 1): Partial<SegmentFacts> => ({
  ...bought(orders, 20),
  signals: { discounts: { index, lines } },
});
/** Points used at an instant. */
const member = (redeemedAt?: number): Partial<SegmentFacts> => ({ loyalty: { points: 40, redeemedAt } });
/** The first instant of the day so many days before today in Paris: at 22:00 UTC in summer time, an hour later in winter. */
const beginning = (days: number): number => {
  const isWinter = days >= 73 && days < 227;
  return Date.UTC(2026, 5, 9, isWinter ? 23 : 22) - days * dayMillis;
};

const rows: readonly Row[] = [
  ['R96 spends as the top tenth does', 'vip', spent(30_000), true],
  ['R96 spends one cent less', 'vip', spent(29_999), false],
  ['R96 spends as the top 15 % do and was a VIP', 'vip', spent(20_000), true, true],
  ['R96 spends less than those and was a VIP', 'vip', spent(19_999), false, true],
  ['R96 is expected to be worth as much as the top tenth', 'vip', expecting(25_000), true],
  ['R96 is expected to be worth one cent less', 'vip', expecting(24_999), false],
  ['R96 is expected to be worth less, and was a VIP', 'vip', expecting(18_000), true, true],
  ['R96 spends much in one order', 'vip', spent(90_000, 1), false],
  ['R96 nothing is said of money', 'vip', expecting(null), false],
  ['R97 bought on two days', 'recurring', bought(2, 20), true],
  ['R97 bought on one day', 'recurring', bought(1, 20), false],
  ['R97 is a VIP', 'recurring', spent(30_000), false],
  ['R97 is not a VIP any more', 'recurring', spent(19_999), true],
  ['R98 used points today', 'loyalty-active', member(now), true],
  ['R98 used points on the first of 180 days', 'loyalty-active', member(beginning(179)), true],
  ['R98 used points a millisecond before', 'loyalty-active', member(beginning(179) - 1), false],
  [
    'R98 used them long ago, and buys once in a year',
    'loyalty-active',
    { ...member(daysAgo(270)), ...bought(4, 90, 365) },
    true,
  ],
  ['R98 is no member', 'loyalty-active', {}, false],
  ['R98 lets the points lie', 'loyalty-inactive', member(), true],
  ['R98 used them long ago', 'loyalty-inactive', member(beginning(179) - 1), true],
  ['R98 uses them', 'loyalty-inactive', member(daysAgo(3)), false],
  ['R98 is no member, and so not an inactive one', 'loyalty-inactive', {}, false],
  [
    'R99 a friend bought within the year',
    'ambassador',
    { ...bought(1, 9), advocacy: { lastReferralAt: beginning(364), reviews: 0 } },
    true,
  ],
  [
    'R99 a friend bought before that',
    'ambassador',
    { ...bought(1, 9), advocacy: { lastReferralAt: beginning(364) - 1, reviews: 0 } },
    false,
  ],
  ['R99 wrote three good reviews', 'ambassador', { ...bought(1, 9), advocacy: { reviews: 3 } }, true],
  ['R99 wrote two', 'ambassador', { ...bought(1, 9), advocacy: { reviews: 2 } }, false],
  ['R99 brings friends and never bought', 'ambassador', { advocacy: { lastReferralAt: now, reviews: 3 } }, false],
  ['R100 did as much as to begin a checkout half a day ago', 'high-intent', intent(7), true],
  ['R100 did a little less', 'high-intent', intent(6.99), false],
  ['R100 R113 did less, and was about to buy', 'high-intent', intent(3.5), true, true],
  ['R100 did hardly anything any more', 'high-intent', intent(3.49), false, true],
  ['R101 R113 buys cheaper than three in four, in ten lines', 'price-sensitive', discounts(1.4, 10), true],
  ['R101 in three orders', 'price-sensitive', discounts(1.4, 3, 3), true],
  ['R101 in too few of both to tell', 'price-sensitive', discounts(1.4, 9, 2), false],
  ['R101 a little less', 'price-sensitive', discounts(1.39, 10), false],
  ['R101 a little less, and was price-sensitive', 'price-sensitive', discounts(1.2, 10), true, true],
  ['R101 much less', 'price-sensitive', discounts(1.19, 10), false, true],
  ['R103 looked at something, never bought', 'visitor', { lookedAt: now }, true],
  ['R103 was there on the first of 90 days', 'visitor', { contacts: { 'log-in': beginning(89) } }, true],
  ['R103 was there a millisecond before', 'visitor', { contacts: { 'log-in': beginning(89) - 1 } }, false],
  ['R103 bought', 'visitor', { lookedAt: now, ...bought(1, 3) }, false],
  ['R104 R63 later than usual, and likelier gone than not', 'at-risk', leaving(100, 0.49, 0.1), true],
  ['R104 later than usual, and as likely gone as not', 'at-risk', leaving(100, 0.5, 0.1), false],
  ['R104 the same, and was at risk', 'at-risk', leaving(100, 0.59, 0.1), true, true],
  ['R104 R63 recovered', 'at-risk', leaving(100, 0.6, 0.1), false, true],
  ['R104 in time for them', 'at-risk', leaving(90, 0.49, 0.66), false],
  ['R104 in time, and a model expects no order', 'at-risk', leaving(60, 0.49, 0.67), true],
  ['R104 gone after three of their gaps', 'at-risk', leaving(181, 0.2, 0.9), false, true],
  ['R104 on the last day before', 'at-risk', leaving(180, 0.2, 0.9), true, true],
  ['R104 no model has spoken: by their own rhythm', 'at-risk', bought(8, 91, 60), true],
  ['R104 no model has spoken: in time', 'at-risk', bought(8, 90, 60), false],
  ['R104 bought once', 'at-risk', { ...bought(1, 100), score: { ...score, alive: 0.1, churn: 0.9 } }, false],
  [
    'R105 subscribed for a month, never bought',
    'inactive-subscriber',
    { subscribed: { email: beginning(29) - 1 } },
    true,
  ],
  ['R105 subscribed a millisecond later', 'inactive-subscriber', { subscribed: { email: beginning(29) } }, false],
  ['R105 by text message', 'inactive-subscriber', { subscribed: { sms: daysAgo(90) } }, true],
  ['R105 bought', 'inactive-subscriber', { subscribed: { email: daysAgo(90) }, ...bought(1, 80) }, false],
  [
    'R105 is active and still never bought',
    'inactive-subscriber',
    { subscribed: { email: daysAgo(90) }, lookedAt: now },
    true,
  ],
  ['R105 never subscribed', 'inactive-subscriber', {}, false],
  ['R108 has not bought for 180 days', 'dormant', bought(3, 180), true],
  ['R108 for 179', 'dormant', bought(3, 179), false],
  ['R108 never bought', 'dormant', {}, false],
  ['R108 is new: bought once', 'first-time', bought(1, 2), true],
  ['R108 never bought, whatever else they did', 'prospect', { lookedAt: now }, true],
  ['R108 bought', 'prospect', bought(1, 800), false],
];

const cases = rows.map(([title, segment, facts, inside, was = false]) => [title, segment, facts, inside, was] as const);

test.each(cases)('%s: %s', (_, segment, facts, inside, was) => {
  expect(isIn(segment, somebody(facts), { before: was ? [segment] : [] })).toBe(inside);
});

/** Bought on one day only, at an instant of a shop's zone. */
const once = (on: string): SegmentFacts => {
  const { orders } = bought(1, 0);
  return somebody({ orders: { ...orders, first: day(on), last: day(on) } });
};

test.each<[title: string, on: string, zone: string, at: string, inside: boolean]>([
  ['R102 a millisecond before six months', '2025-12-10', paris, '2026-06-09T21:59:59.999Z', false],
  ['R102 six months to the millisecond', '2025-12-10', paris, '2026-06-09T22:00:00.000Z', true],
  [
    'R102 the same instant where it is still the day before',
    '2025-12-10',
    'America/New_York',
    '2026-06-09T22:00:00.000Z',
    false,
  ],
  ['R102 and six hours later there', '2025-12-10', 'America/New_York', '2026-06-10T04:00:00.000Z', true],
  ['R102 a millisecond before twelve months', '2025-06-10', paris, '2026-06-09T21:59:59.999Z', true],
  ['R102 twelve months to the millisecond', '2025-06-10', paris, '2026-06-09T22:00:00.000Z', false],
  [
    'R102 on the night that the clocks go forward, before midnight',
    '2025-09-29',
    paris,
    '2026-03-28T22:59:59.999Z',
    false,
  ],
  ['R102 at the midnight of the day of 23 hours', '2025-09-29', paris, '2026-03-28T23:00:00.000Z', true],
  [
    'R102 the day after the clocks went back, a millisecond before',
    '2025-04-26',
    paris,
    '2025-10-25T21:59:59.999Z',
    false,
  ],
  ['R102 at the midnight of the day of 25 hours', '2025-04-26', paris, '2025-10-25T22:00:00.000Z', true],
  ['R102 on the last day of a shorter month', '2025-08-31', paris, '2026-02-27T23:00:00.000Z', true],
  ['R102 and not the day before', '2025-08-31', paris, '2026-02-27T22:59:59.999Z', false],
])('%s', (_, on, zone, at, inside) => {
  expect(isIn('first-time-fading', once(on), { at: Date.parse(at), zone })).toBe(inside);
});

test('R102 a second order ends it, and another segment begins', () => {
  const { orders } = bought(2, 20, 200);
  expect(judged(somebody({ orders })).segments).toContain('recurring');
  expect(isIn('first-time-fading', somebody({ orders }))).toBe(false);
});

test('R100 an intent tells until when it lasts, and is over then', () => {
  const facts = somebody(intent(14));
  const { segments, until } = judged(facts);
  expect(segments).toContain('high-intent');
  // From 14 to 3.5 in two half-lives of three days.
  expect(until).toBe(now + 6 * dayMillis + 1);
  const fades = (at: number) => somebody(intent(14 * 2 ** -((at - now) / (3 * dayMillis))));
  expect(isIn('high-intent', fades(until! - 1), { at: until! - 1, before: ['high-intent'] })).toBe(true);
  expect(isIn('high-intent', fades(until!), { at: until!, before: ['high-intent'] })).toBe(false);
});

test('R96 a shop with too few customers for a share of them goes by its own amount', () => {
  const rich = somebody({ orders: { ...bought(2, 20).orders, amount: 50_000 } });
  const poor = somebody({ orders: { ...bought(2, 20).orders, amount: 49_999 } });
  expect(isIn('vip', rich, { lines: { cuts: {} } })).toBe(true);
  expect(isIn('vip', poor, { lines: { cuts: {} } })).toBe(false);
});

test('R104 without a mean of its own a shop’s sales cycle stands in', () => {
  // One gap of 20 days counts for 1 of 4.5: the usual gap is 47 days.
  const facts = somebody(bought(2, 72, 20));
  expect(isIn('at-risk', facts, { lines: { cuts: {} } })).toBe(true);
  expect(isIn('at-risk', facts, { lines: { cuts: {}, cycleDays: 120 } })).toBe(false);
});

test('R108 the lines are the policy’s', () => {
  const policy = { ...defaultSegments, visitorDays: 3, priority: ['visitor', 'inactive-subscriber'] as const };
  const facts = somebody({ lookedAt: daysAgo(2), subscribed: { email: daysAgo(60) } });
  expect(judged(facts, { lines: { policy } })).toMatchObject({
    segments: ['visitor', 'inactive-subscriber', 'prospect'],
    primary: 'visitor',
    value: 'low',
  });
  expect(judged(facts, { lines: { policy: { ...policy, priority: ['inactive-subscriber'] } } }).primary).toBe(
    'inactive-subscriber',
  );
});

test('R166 what an event’s scores say makes VIP, recurring and lost customers: each result one of them, and nobody else any', () => {
  const results: readonly (readonly [SegmentFacts, AnySegment | undefined])[] = [
    [somebody(expecting(25_000)), 'vip'],
    [somebody({ ...expecting(24_999), signals: { rfm: 'loyal' } }), 'recurring'],
    [somebody({ ...bought(1, 300), score: { ...score, alive: 0.1 }, signals: { rfm: 'lost' } }), 'rfm-lost'],
    [somebody({ ...bought(1, 2), score, signals: { rfm: 'new' } }), undefined],
    [somebody({ lookedAt: now }), undefined],
  ];
  for (const [facts, expected] of results) {
    const { segments } = judged(facts);
    const told = segments.filter((name) => name === 'vip' || name === 'recurring' || name === 'rfm-lost');
    expect(told).toEqual(expected === undefined ? [] : [expected]);
  }
  // The next order counts at once: who was lost is not any more.
  const before: readonly AnySegment[] = ['first-time', 'rfm-lost'];
  const back = somebody({ ...bought(2, 0), score, signals: { rfm: 'promising' } });
  expect(judged(back, { before }).segments).toContain('recurring');
  expect(judged(back, { before }).segments).not.toContain('rfm-lost');
});
