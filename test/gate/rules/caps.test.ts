import { type Cap, defaultCaps } from '../../../domain/policy/caps.ts';
import { caps } from '../../../domain/rules/pressure/caps.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { context, hour, now, step } from './context.ts';
import { buyer, capped, got, long, sent, week } from './sent.ts';
import { ruleTable } from './table.ts';

const cap: Cap = {
  id: 'any',
  channel: 'all',
  purpose: 'marketing',
  atMost: { normal: 1 },
  per: { rolling: '24 hours' },
};
const over = [{ from: toInstant(now - 240 * hour), to: toInstant(now - 24 * hour), mode: 'event' as const }];
const reacting = { ...buyer({}), engagement: { reactedAt: now - 40 * hour } };
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
  ['R21 of four the last is for a cart', { ...reacting, ...got(...four.slice(0, 3)) }, 'pass'],
  [
    'R21 a welcome leaves it',
    { ...reacting, ...got(...four.slice(0, 3)), step: { ...context().step, rank: 'welcome' } },
    'capped',
  ],
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
