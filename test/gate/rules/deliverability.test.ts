import { expect, test } from 'vitest';
import { deliverability as schema } from '../../../api/policies/deliverability.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { brake } from '../../../domain/rules/deliverability/brake.ts';
import { rampDay } from '../../../domain/deliverability/ramp.ts';
import { defaultRampRules, rampSchedules } from '../../../domain/policy/ramps.ts';
import { ramp } from '../../../domain/rules/deliverability/ramp.ts';
import { volume } from '../../../domain/rules/deliverability/volume.ts';
import { sunset } from '../../../domain/rules/deliverability/sunset.ts';
import type { SentCounts } from '../../../domain/rules/facts/deliverability.ts';
import { context, hour, now, step } from './context.ts';
import { ruleTable } from './table.ts';

const day = 24 * hour;
const none: SentCounts = { accepted: 0, bounced: 0, complained: 0, unsubscribed: 0 };
const many = { ...none, accepted: 10_000 };
const received = (store: Partial<SentCounts>, journey: Partial<SentCounts> = {}, released = {}) => ({
  received: {
    store: { ...many, ...store },
    journey: { ...many, ...journey },
    released,
    volume: { today: 10, averageDay: 10 },
  },
});
/** A message in the part that waits at `slow`, or not, looked at again at half past. */
const placed = (place: number) => ({ switches: { ...context().switches, place } });

ruleTable(brake, [
  ['nothing was sent yet', { received: { ...received({}).received, store: none, journey: none } }, 'pass'],
  ['nothing is known of old decisions', {}, 'pass'],
  ['bounces just below the warning', received({ bounced: 199 }), 'pass'],
  ['bounces at 2 %: a warning, it goes on', received({ bounced: 200 }), 'pass'],
  ['bounces just below 4 %', received({ bounced: 399 }), 'pass'],
  ['bounces at 4 %', received({ bounced: 400 }), 'brake 30m'],
  ['R81 what WhatsApp keeps from people', { ...received({ bounced: 400 }), ...step({ channel: 'whatsapp' }) }, 'pass'],
  ['complaints by WhatsApp', { ...received({ complained: 8 }), ...step({ channel: 'whatsapp' }) }, 'brake 30m'],
  ['complaints at 0.05 %: a warning', received({ complained: 5 }), 'pass'],
  ['complaints at 0.08 %', received({ complained: 8 }), 'brake 30m'],
  ['R207 complaints of the journey at 0.1 %, in the part that waits', received({}, { complained: 10 }), 'brake 30m'],
  ['R207 the same, in the other part', { ...received({}, { complained: 10 }), ...placed(0.75) }, 'pass'],
  ['R207 complaints of the journey at 0.3 %', { ...received({}, { complained: 30 }), ...placed(0.75) }, 'brake 30m'],
  ['R190 too many leave after the journey', { ...received({}, { unsubscribed: 500 }), ...placed(0.75) }, 'brake 30m'],
  ['R190 R77 too many leave the store: a part waits', received({ unsubscribed: 150 }), 'brake 30m'],
  ['too few messages to judge', received({ accepted: 199, bounced: 100 }), 'pass'],
  ['two complaints are chance', received({ accepted: 200, complained: 2 }), 'pass'],
  ['a transactional message', { ...received({ bounced: 5_000 }), ...step({ purpose: 'transactional' }) }, 'pass'],
  ['somebody released the store', received({ bounced: 400 }, {}, { store: now + hour }), 'pass'],
  ['the release is over', received({ bounced: 400 }, {}, { store: now }), 'brake 30m'],
  [
    'a release of the journey is none of the store',
    received({ bounced: 400 }, {}, { journey: now + hour }),
    'brake 30m',
  ],
]);

const known = (last: number) => ({ contacts: { last: { click: last }, knownSince: now - 900 * day } });

ruleTable(sunset, [
  [
    'R205 a newsletter to somebody silent for 180 days',
    { ...known(now - 180 * day), ...step({ rank: 'newsletter' }) },
    'cold',
  ],
  ['R205 to somebody silent for just less', { ...known(now - 180 * day + 1), ...step({ rank: 'newsletter' }) }, 'pass'],
  ['R205 a message that answers a cart', known(now - 400 * day), 'pass'],
  [
    'R205 a transactional message',
    { ...known(now - 400 * day), ...step({ rank: 'newsletter', purpose: 'transactional' }) },
    'pass',
  ],
  [
    'who bought lately is not cold, whatever their clicks',
    {
      ...known(now - 400 * day),
      ...step({ rank: 'newsletter' }),
      buyer: { ...context().buyer, count: 1, lastAt: now - day },
    },
    'pass',
  ],
  [
    'who is new is not cold',
    { contacts: { last: {}, knownSince: now - day }, ...step({ rank: 'newsletter' }) },
    'pass',
  ],
]);

test('the gravest rate is told first, a rate that was released beside it', () => {
  const verdict = brake.judge(
    context(received({ bounced: 400, complained: 5 }, { complained: 30 }, { store: now + 1 })),
  );
  expect(verdict.saw.readings).toEqual([
    { of: 'store', metric: 'bounces', level: 'stop', events: 400, accepted: 10_000, bound: 4, released: true },
    { of: 'journey', metric: 'complaints', level: 'stop', events: 30, accepted: 10_000, bound: 0.3 },
    { of: 'store', metric: 'complaints', level: 'warn', events: 5, accepted: 10_000, bound: 0.05, released: true },
  ]);
});

test('bounds that do not rise are not saved', () => {
  const { deliverability } = defaultPolicy;
  expect(schema.safeParse(deliverability).success).toBe(true);
  const journey = { ...deliverability.brake.journey, complaints: { slow: 0.3, stop: 0.1 } };
  expect(schema.safeParse({ ...deliverability, brake: { ...deliverability.brake, journey } }).success).toBe(false);
});

const warming = (day: number, taken: number, allowance: number | null = 100) => ({
  ramp: { day, allowance, taken, timezone: 'Europe/Paris' },
  engagement: { reactedAt: now - 2 * hour },
});
const silent = (days: number) => ({
  engagement: { reactedAt: now - days * day },
  contacts: { last: {}, knownSince: 0 },
});
// 14:00 in Paris: ten hours to midnight, seven to the opening, a quarter of twelve hours for the message's own place.
const tomorrow = `ramp ${(10 + 7 + 3) * 60}m`;

ruleTable(ramp, [
  ['no warm-up', {}, 'pass'],
  ['a warm-up that is over', warming(29, 0, null), 'pass'],
  ['R202 the day has messages left', warming(1, 99), 'pass'],
  ['R202 the day is full', warming(1, 100), tomorrow],
  ['a transactional message', { ...warming(1, 100), ...step({ purpose: 'transactional' }) }, 'pass'],
  [
    'R204 in the first two weeks, somebody silent for more than 30 days',
    { ...warming(14, 0), ...silent(31) },
    tomorrow,
  ],
  ['R204 in the third week the same', { ...warming(15, 0), ...silent(31) }, 'pass'],
  ['R204 in the sixth week, somebody silent for more than 90 days', { ...warming(42, 0), ...silent(91) }, tomorrow],
  ['R128 R204 the last 30 % of a day, the less engaged', { ...warming(1, 70), ...silent(8) }, tomorrow],
  ['R204 before them', { ...warming(1, 69), ...silent(8) }, 'pass'],
  [
    'R204 the last 30 % of a day, high value',
    { ...warming(1, 70), ...silent(8), buyer: { ...context().buyer, value: 'high' } },
    'pass',
  ],
]);

test('R202 ninety days of a warm-up obey the daily table; a day without messages does not count', () => {
  const policy = { domain: 'news.shop.example', schedule: 'slow' } as const;
  let last: { step: number; day: number } | undefined;
  const sent: number[] = [];
  for (let today = 0; today < 90; today++) {
    if (today % 10 === 9) continue;
    const seen = last && { step: last.step, daysAgo: today - last.day };
    const { step: at, allowance } = rampDay(policy, defaultRampRules, seen, many);
    if (allowance !== null) sent.push(allowance);
    last = { step: at, day: today };
  }
  expect(sent).toEqual(rampSchedules.slow);
  expect(last!.step).toBe(29);
});

test('a warm-up that is over stays over, though its later days leave no trace', () => {
  const policy = { domain: 'news.shop.example', schedule: [10, 20] } as const;
  for (const daysAgo of [1, 8, 30, 400]) {
    expect(rampDay(policy, defaultRampRules, { step: 2, daysAgo }, many).allowance).toBeNull();
  }
});

test.each([
  ['the day after', 5, 1, {}, 6],
  ['a week of silence', 5, 8, {}, 6],
  ['two more days', 5, 10, {}, 3],
  ['a season of silence', 5, 100, {}, 1],
  ['bounces above 2 %', 5, 1, { bounced: 201 }, 5],
  ['bounces of 2 %', 5, 1, { bounced: 200 }, 6],
  ['complaints above 0.1 %', 5, 1, { complained: 11 }, 5],
])('a warm-up after %s', (_what, at, daysAgo, counts, expected) => {
  const policy = { domain: 'news.shop.example', schedule: 'slow' } as const;
  expect(rampDay(policy, defaultRampRules, { step: at, daysAgo }, { ...many, ...counts }).step).toBe(expected);
});

const sentToday = (today: number, averageDay: number, approvedDaily?: number) => ({
  received: {
    ...received({}).received,
    volume: { today, averageDay },
    ...(approvedDaily !== undefined && { approvedDaily }),
  },
});
const mass = step({ rank: 'newsletter' });

ruleTable(volume, [
  ['nothing is known of old decisions', mass, 'pass'],
  ['R203 just below three usual days', { ...sentToday(5_999, 2_000), ...mass }, 'pass'],
  ['R203 three usual days', { ...sentToday(6_000, 2_000), ...mass }, 'volume 30m'],
  ['R203 somebody approved more', { ...sentToday(6_000, 2_000, 50_000), ...mass }, 'pass'],
  ['R203 what was approved is spent', { ...sentToday(50_000, 2_000, 50_000), ...mass }, 'volume 30m'],
  ['an approval of less than usual takes nothing away', { ...sentToday(5_999, 2_000, 100), ...mass }, 'pass'],
  ['a new store below a thousand a day', { ...sentToday(999, 0), ...mass }, 'pass'],
  ['a message that answers a cart', sentToday(100_000, 10), 'pass'],
]);
