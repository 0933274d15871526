import type { RunId } from '../../../domain/ids.ts';
import type { Rank } from '../../../domain/journey.ts';
import { type Cap, defaultCaps } from '../../../domain/policy/caps.ts';
import { defaultExclusivity, type ExclusivityPolicy } from '../../../domain/policy/exclusivity.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { PendingMessage, SentMessage } from '../../../domain/rules/facts/pressure.ts';
import { caps } from '../../../domain/rules/pressure/caps.ts';
import { exclusivity } from '../../../domain/rules/pressure/exclusivity.ts';
import { journeysADay } from '../../../domain/rules/pressure/journeys-a-day.ts';
import { newsletterPause } from '../../../domain/rules/pressure/newsletter-pause.ts';
import { reservedForHigher } from '../../../domain/rules/pressure/reserved-for-higher.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { context, hour, now, step } from './context.ts';
import { ruleTable } from './table.ts';

/** A marketing e-mail of another run, so many hours before now: 14:00 on a Wednesday in Paris. */
const sent = (hoursAgo: number, changes: Partial<SentMessage> = {}): SentMessage => ({
  at: now - hoursAgo * hour,
  channel: 'email',
  purpose: 'marketing',
  rank: 'win-back',
  journey: 'winBack',
  run: 'other' as RunId,
  ...changes,
});

const got = (...messages: readonly SentMessage[]): Partial<RuleContext> => ({
  pressure: { ...context().pressure, sent: messages },
});

const expected = (minutes: number, rank: Rank, changes: Partial<PendingMessage> = {}): PendingMessage => ({
  at: now + minutes * 60_000,
  purpose: 'marketing',
  rank,
  journey: rank,
  run: `${rank} ${minutes}` as RunId,
  ...changes,
});

const awaiting = (pending: readonly PendingMessage[], messages: readonly SentMessage[] = []): Partial<RuleContext> => ({
  pressure: { ...context().pressure, sent: messages, pending },
});

const capped = (...list: readonly Cap[]): Partial<RuleContext> => ({
  policy: { ...defaultPolicy, caps: { caps: list, passiveAfter: 3 } },
});

const excluding = (changes: Partial<ExclusivityPolicy>): Partial<RuleContext> => ({
  policy: { ...defaultPolicy, exclusivity: { ...defaultExclusivity, ...changes } },
});

const cap: Cap = {
  id: 'any',
  channel: 'all',
  purpose: 'marketing',
  atMost: { normal: 1 },
  per: { rolling: '24 hours' },
};
const buyer = (changes: Partial<RuleContext['buyer']>): Partial<RuleContext> => ({
  buyer: { count: 3, total: 90_000, lastAt: now - 900 * hour, value: 'standard', segments: ['recurring'], ...changes },
});
const week = [{ from: toInstant(now - 24 * hour), to: toInstant(now + hour), mode: 'event' as const }];
const over = [{ from: toInstant(now - 240 * hour), to: toInstant(now - 24 * hour), mode: 'event' as const }];
const reacting = { ...buyer({}), engagement: { reactedAt: now - 40 * hour } };
const long = step({ expiresAt: now + 48 * hour });
const four = [30, 60, 90, 120].map((hours) => sent(hours));

ruleTable(caps, [
  ['nothing was sent', {}, 'pass'],
  ['R180 one e-mail that day, no more use before it ends', got(sent(2)), 'capped'],
  ['Q5 the same, of use until tomorrow', { ...got(sent(2)), ...long }, 'capped 600m'],
  ['an e-mail at two in the night counts', got(sent(13.9)), 'capped'],
  ['one before midnight does not', got(sent(14.1)), 'pass'],
  ['R180 four in seven days', { ...reacting, ...got(...four) }, 'capped'],
  ['the first of them leaves the week', { ...reacting, ...got(...four.slice(0, 3), sent(167.5)) }, 'capped 30m'],
  ['exactly a week old', { ...reacting, ...got(...four.slice(0, 3), sent(168)) }, 'pass'],
  ['R107 a weak customer gets three', { ...buyer({ value: 'low' }), ...got(...four.slice(0, 3)) }, 'capped'],
  [
    'R187 who answered nothing gets one a week',
    { ...buyer({}), ...got(...[30, 200, 220, 240].map((hours) => sent(hours))) },
    'capped',
  ],
  [
    'R187 who clicked since is not passive',
    { ...buyer({}), ...got(...[30, 200, 220, 240].map((hours) => sent(hours))), engagement: { reactedAt: now - hour } },
    'pass',
  ],
  ['a text message does not count as an e-mail', got(sent(2, { channel: 'sms' })), 'pass'],
  ['an order confirmation does not count', got(sent(2, { purpose: 'transactional' })), 'pass'],
  ['a transactional message passes', { ...got(...four, sent(1)), ...step({ purpose: 'transactional' }) }, 'pass'],
  [
    'a claimed message has its place already',
    { pressure: { ...context().pressure, sent: [sent(1)], held: true } },
    'pass',
  ],
  ['R180 two a day in the sales', { ...got(sent(2)), calendar: week }, 'pass'],
  ['R180 and not three', { ...got(sent(2), sent(3)), calendar: week }, 'capped'],
  ['R80 the day after the sales still two', { ...got(sent(2)), calendar: over }, 'pass'],
  [
    'R80 two days after them one',
    { ...got(sent(2)), calendar: [{ ...over[0]!, to: toInstant(now - 48 * hour) }] },
    'capped',
  ],
  [
    'R188 in the sales a dormant customer still gets three a week',
    { ...buyer({ value: 'low', segments: ['recurring', 'dormant'] }), ...got(...four.slice(0, 3)), calendar: week },
    'capped',
  ],
  [
    'R181 R192 two text messages in a month',
    {
      ...buyer({}),
      ...got(...[200, 700].map((hours) => sent(hours, { channel: 'sms' }))),
      ...step({ channel: 'sms' }),
    },
    'capped',
  ],
  [
    'R181 three to a VIP',
    {
      ...buyer({ value: 'high', segments: ['vip'] }),
      ...got(...[200, 700].map((hours) => sent(hours, { channel: 'sms' }))),
      ...step({ channel: 'sms' }),
    },
    'pass',
  ],
  ['two caps: the stricter holds', { ...capped(cap, { ...cap, atMost: { normal: 9 } }), ...got(sent(2)) }, 'capped'],
  ['a cap of another channel', { ...capped({ ...cap, channel: 'sms' }), ...got(sent(2)) }, 'pass'],
  ['a cap of other ranks', { ...capped({ ...cap, ranks: ['newsletter'] }), ...got(sent(2)) }, 'pass'],
  [
    'a cap of its own rank counts that rank alone',
    { ...capped({ ...cap, ranks: ['cart'] }), ...got(sent(2), sent(3, { rank: 'cart' })) },
    'capped',
  ],
  ['a cap of other people', { ...capped({ ...cap, who: ['vip'] }), ...got(sent(2)) }, 'pass'],
  ['a cap that is not about them', { ...capped({ ...cap, except: ['prospect'] }), ...got(sent(2)) }, 'pass'],
  [
    'a cap that counts all',
    { ...capped({ ...cap, purpose: 'all' }), ...got(sent(2, { purpose: 'transactional' })) },
    'capped',
  ],
  ['a cap of none', capped({ ...cap, atMost: { normal: 0 } }), 'capped'],
  [
    'a season that raises it begins while it is of use',
    {
      ...capped({ ...cap, atMost: { normal: 1, event: 2 } }),
      ...got(sent(2)),
      calendar: [{ from: toInstant(now + hour / 2), to: toInstant(now + 9 * hour), mode: 'event' }],
    },
    'capped 30m',
  ],
  [
    'more than is known one by one',
    { ...capped(cap), pressure: { ...context().pressure, knownSince: now - 23.5 * hour + 1 } },
    'capped 30m',
  ],
  [
    'what is not known is before the window',
    { ...capped(cap), pressure: { ...context().pressure, knownSince: now - 25 * hour } },
    'pass',
  ],
  [
    'room in all of them only tomorrow',
    { ...capped(...defaultCaps.caps, cap), ...got(sent(2)), ...long },
    'capped 1320m',
  ],
]);

const groups = [{ id: 'carts', journeys: ['cartAbandonment', 'browse'], per: { rolling: '48 hours' as const } }];

ruleTable(exclusivity, [
  ['no groups', got(sent(2)), 'pass'],
  ['Q25 the other one wrote', { ...excluding({ groups }), ...got(sent(2, { journey: 'browse' })) }, 'exclusive'],
  [
    'its own messages do not exclude it',
    { ...excluding({ groups }), ...got(sent(2, { journey: 'cartAbandonment' })) },
    'pass',
  ],
  ['the other one wrote long ago', { ...excluding({ groups }), ...got(sent(48, { journey: 'browse' })) }, 'pass'],
  [
    'Q25 it leaves the window',
    { ...excluding({ groups }), ...got(sent(47.75, { journey: 'browse' })) },
    'exclusive 15m',
  ],
  ['a journey of no group wrote', { ...excluding({ groups }), ...got(sent(2)) }, 'pass'],
]);

ruleTable(journeysADay, [
  ['the first of the day', {}, 'pass'],
  ['R185 another run wrote', got(sent(2, { channel: 'sms' })), 'day_taken'],
  ['R185 and it is of use tomorrow', { ...got(sent(2)), ...long }, 'day_taken 600m'],
  ['its own run wrote', got(sent(2, { run: context().run.id })), 'pass'],
  ['another run wrote yesterday', got(sent(15)), 'pass'],
  ['another run confirmed an order', got(sent(2, { purpose: 'transactional' })), 'pass'],
  ['two runs in the sales', { ...got(sent(2)), calendar: week }, 'pass'],
  ['any number', { ...excluding({ journeysADay: undefined }), ...got(sent(2)) }, 'pass'],
]);

const letter = (changes: Partial<RuleContext['step']> = {}) =>
  step({ rank: 'newsletter', journey: 'letter', ...changes });

ruleTable(newsletterPause, [
  ['a cart message', got(sent(2, { rank: 'cart' })), 'pass'],
  ['nothing else that day', letter(), 'pass'],
  ['R179 a cart message went out that day', { ...letter(), ...got(sent(2, { rank: 'cart' })) }, 'newsletter_paused'],
  [
    'R88 R179 customer service wrote',
    { ...letter(), ...got(sent(2, { rank: 'service', purpose: 'transactional' })) },
    'newsletter_paused',
  ],
  [
    'R179 the day ends while it is of use',
    { ...letter({ expiresAt: now + 12 * hour }), ...got(sent(2, { rank: 'replenishment' })) },
    'newsletter_paused 600m',
  ],
  ['R179 a cart message is due that day', { ...letter(), ...awaiting([expected(300, 'cart')]) }, 'newsletter_paused'],
  ['one is due tomorrow', { ...letter(), ...awaiting([expected(601, 'cart')]) }, 'pass'],
  ['a cart message went out yesterday', { ...letter(), ...got(sent(14.1, { rank: 'cart' })) }, 'pass'],
  ['a win-back is no key message', { ...letter(), ...got(sent(2)) }, 'pass'],
]);

ruleTable(reservedForHigher, [
  ['nothing is expected', letter(), 'pass'],
  ['R178 a cart message is due in half an hour', { ...letter(), ...awaiting([expected(30, 'cart')]) }, 'outranked 35m'],
  ['Q6 later than it is of use', { ...letter(), ...awaiting([expected(59, 'cart')]) }, 'outranked'],
  ['a lower rank is due', awaiting([expected(30, 'newsletter')]), 'pass'],
  ['the same rank is due', awaiting([expected(30, 'cart')]), 'pass'],
  [
    'a transactional message needs no place',
    { ...letter(), ...awaiting([expected(30, 'cart', { purpose: 'transactional' })]) },
    'pass',
  ],
  ['due beyond the horizon', { ...letter(), ...awaiting([expected(241, 'cart')]) }, 'pass'],
  [
    'due on the next day of the customer',
    { ...letter(), ...capped(defaultCaps.caps[0]!), ...awaiting([expected(601, 'cart')]) },
    'pass',
  ],
  [
    'R185 on another channel the day is for one journey',
    { ...letter(), ...awaiting([expected(30, 'cart', { channel: 'sms' })]) },
    'outranked 35m',
  ],
  [
    'room for both in the sales',
    { ...letter(), ...buyer({}), ...awaiting([expected(30, 'cart')]), calendar: week },
    'pass',
  ],
  [
    'Q6 in the sales the second place is for the second of them',
    { ...letter(), ...buyer({}), ...awaiting([expected(30, 'cart'), expected(40, 'post-purchase')]), calendar: week },
    'outranked 45m',
  ],
  ['the higher one finds no place itself', { ...letter(), ...awaiting([expected(30, 'cart')], [sent(1)]) }, 'pass'],
  ['overdue: it gets a moment', { ...letter(), ...awaiting([expected(-1, 'cart')]) }, 'outranked 5m'],
  [
    'another order of the ranks',
    {
      ...step({ rank: 'cart' }),
      policy: { ...defaultPolicy, ranks: { ...defaultPolicy.ranks, order: ['newsletter', 'cart'] } },
      ...awaiting([expected(30, 'newsletter')]),
    },
    'outranked 35m',
  ],
]);
