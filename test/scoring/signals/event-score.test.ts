import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastEvent } from '../../../activities/score-base/signals/last-event.ts';
import { deedsOf } from '../../../activities/scoring/signals/counted.ts';
import type { SignalSources } from '../../../activities/scoring/signals/sources.ts';
import type { Campaign } from '../../../domain/season/campaign.ts';
import { type EventDeeds, eventScore } from '../../../domain/scores/signals/event-score.ts';

const usual = { a: 1, b: 19 };
const nothing: EventDeeds = { orders: 0, lines: 0, looks: 0, carts: 0, messages: 0, reactions: 0, before: 0 };
const from = Date.UTC(2026, 5, 10);
const until = Date.UTC(2026, 5, 14);
const hour = 3_600_000;
const event = { name: 'summer', from, until };

const somebody = (changes: Partial<SignalSources>): SignalSources => ({
  customer: 'somebody' as never,
  zone: 'Europe/Paris',
  orders: [],
  looked: [],
  messages: [],
  codes: { given: 0, used: 0 },
  ...changes,
});
const line = { category: 'shoes', quantity: 1, paid: 5_000, usual: null };
const order = (at: number, lines = 1) => ({
  at,
  day: Math.floor(at / 86_400_000),
  amount: 5_000,
  lines: Array.from({ length: lines }, () => line),
});
const message = (at: number, clickedAt?: number) => ({
  channel: 'email' as const,
  at,
  ...(clickedAt && { clickedAt }),
});
const old = order(from - 90 * 86_400_000);

test.each<[string, Partial<SignalSources>, number, string | null]>([
  [
    'bought twice, looked around and clicked: among the best',
    {
      orders: [old, order(from + hour, 4), order(from + 30 * hour)],
      looked: [{ category: 'shoes', visits: [from, from + hour, from + 2 * hour], cartedAt: from + 2 * hour }],
      messages: [message(from, from + hour)],
    },
    74,
    'vip',
  ],
  ['bought once more', { orders: [old, order(from + hour)], messages: [message(from)] }, 45, 'recurring'],
  ['bought for the first time', { orders: [order(from + hour)], messages: [message(from)] }, 45, 'new'],
  [
    'only looked, and put something into the cart',
    { looked: [{ category: 'shoes', visits: [from + hour], cartedAt: from + 2 * hour }] },
    23,
    null,
  ],
  [
    'a buyer of before whom no message brought back',
    { orders: [old], messages: [message(from), message(from + 24 * hour)] },
    12,
    'lost',
  ],
  ['a buyer of before who got no message is nobody’s loss', { orders: [old] }, 13, null],
  [
    'all before it, or after it',
    {
      orders: [old, order(until)],
      looked: [{ category: 'shoes', visits: [from - 1, until], cartedAt: until }],
      messages: [message(until, until + hour)],
    },
    13,
    null,
  ],
])('R239 R164: %s', (_, changes, score, result) => {
  expect(eventScore('summer', usual, deedsOf(somebody(changes), event))).toMatchObject({ score, result });
});

test('R239 R164: each order, look and reaction more is more; never beyond 100, never no number', () => {
  const counts = fc.record({
    orders: fc.nat(50),
    lines: fc.nat(200),
    looks: fc.nat(500),
    carts: fc.nat(50),
    messages: fc.nat(100),
    reactions: fc.nat(100),
    before: fc.nat(3),
  });
  fc.assert(
    fc.property(
      counts,
      fc.constantFrom('orders' as const, 'looks' as const, 'carts' as const, 'reactions' as const),
      (deeds, what) => {
        const own = { ...deeds, reactions: Math.min(deeds.reactions, deeds.messages) };
        const { score } = eventScore('summer', usual, own);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(eventScore('summer', usual, { ...own, [what]: own[what] + 1 }).score).toBeGreaterThanOrEqual(score);
      },
    ),
  );
  const bad = eventScore('summer', usual, {
    ...nothing,
    orders: Number.NaN,
    looks: -3,
    messages: Number.NaN,
    reactions: 7,
  });
  expect(Object.values(bad).every((one) => typeof one !== 'number' || Number.isFinite(one))).toBe(true);
});

const campaign = (name: string, opens: string, ends: string, state: 'planned' | 'cancelled' = 'planned') => ({
  name,
  state,
  plan: { opens, ends } as Campaign,
});

test('R164: the event that ended last counts, from its end on, for a quarter', () => {
  const all = [
    campaign('spring', '2026-04-01T09:00', '2026-04-05T09:00'),
    campaign('summer', '2026-06-10T09:00', '2026-06-14T09:00'),
    campaign('called off', '2026-06-10T09:00', '2026-06-15T09:00', 'cancelled'),
    campaign('autumn', '2026-10-01T09:00', '2026-10-05T09:00'),
  ];
  const at = (text: string) => lastEvent(all, 'Europe/Paris', Date.parse(text))?.name;
  expect(at('2026-06-14T06:59:59Z')).toBe('spring');
  expect(at('2026-06-14T07:00:00Z')).toBe('summer');
  expect(at('2026-09-13T00:00:00Z')).toBe('summer');
  expect(at('2026-09-30T00:00:00Z')).toBeUndefined();
});
