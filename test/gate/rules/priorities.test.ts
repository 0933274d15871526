import type { RunId } from '../../../domain/ids.ts';
import type { Rank } from '../../../domain/journey.ts';
import { defaultCaps } from '../../../domain/policy/caps.ts';
import { defaultExclusivity, type ExclusivityPolicy } from '../../../domain/policy/exclusivity.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { PendingMessage, SentMessage } from '../../../domain/rules/facts/pressure.ts';
import { exclusivity } from '../../../domain/rules/pressure/exclusivity.ts';
import { journeysADay } from '../../../domain/rules/pressure/journeys-a-day.ts';
import { newsletterPause } from '../../../domain/rules/pressure/newsletter-pause.ts';
import { reservedForHigher } from '../../../domain/rules/pressure/reserved-for-higher.ts';
import { context, hour, now, step } from './context.ts';
import { buyer, capped, got, long, sent, week } from './sent.ts';
import { ruleTable } from './table.ts';

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

const excluding = (changes: Partial<ExclusivityPolicy>): Partial<RuleContext> => ({
  policy: { ...defaultPolicy, exclusivity: { ...defaultExclusivity, ...changes } },
});

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
