import { expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { judge } from '../../../domain/rules/judge.ts';
import { rejudge } from '../../../domain/rules/rejudge.ts';
import { knownValue, type StoredMembership } from '../../../domain/segments/stored.ts';
import type { OrderHistory } from '../../../domain/segments/value.ts';
import { context, hour, now } from '../../gate/rules/context.ts';

const day = 24 * hour;
const stored = (...segments: StoredMembership['segments']): StoredMembership => ({
  value: segments.includes('vip') ? 'high' : 'standard',
  segments,
  evaluatedAt: now - 5 * day,
  isCurrent: true,
});
/** An order of theirs is not judged yet. */
const outdated = (...segments: StoredMembership['segments']): StoredMembership => ({
  ...stored(...segments),
  isCurrent: false,
});
const once: OrderHistory = { count: 1, total: 4_000, lastAt: now - 9 * day };
const twice: OrderHistory = { count: 2, total: 8_000, lastAt: now - hour };

test.each<[string, OrderHistory, StoredMembership | undefined, ReturnType<typeof knownValue>]>([
  [
    'nothing is stored: rules about orders',
    once,
    undefined,
    { value: 'standard', segments: ['first-time'], by: 'rules' },
  ],
  [
    'what is stored holds, whatever the rules would say',
    once,
    stored('first-time', 'high-intent', 'rfm-new'),
    { value: 'standard', segments: ['first-time', 'high-intent', 'rfm-new'], by: 'stored' },
  ],
  [
    'somebody who never bought',
    { count: 0, total: 0 },
    stored('visitor', 'prospect'),
    { value: 'standard', segments: ['visitor', 'prospect'], by: 'stored' },
  ],
  [
    'R109 an order that is not judged yet ends what it ends, at once; the rest stays',
    twice,
    outdated('first-time', 'high-intent', 'loyalty-active', 'saved:tea'),
    { value: 'standard', segments: ['recurring', 'loyalty-active', 'saved:tea'], by: 'stored' },
  ],
  [
    'R109 and a VIP who was at risk is a VIP',
    twice,
    outdated('vip', 'at-risk', 'dormant'),
    { value: 'high', segments: ['vip'], by: 'stored' },
  ],
])('%s', (_, history, known, expected) => {
  expect(knownValue(history, known, defaultPolicy.value, now)).toEqual(expected);
});

const saysOf = (judgement: ReturnType<typeof judge>) =>
  judgement.find(({ rule }) => rule === 'recent-buyer')!.verdict.says;

test('a decision is made again from what was stored, under whatever lines of value', () => {
  const value = { vipTotal: 0, dormantAfter: '1 day' } as const;
  const recentBuyers = { ...defaultPolicy.recentBuyers, bySegment: { vip: '20 days', recurring: '1 hour' } } as const;
  const policy = { ...defaultPolicy, recentBuyers, value };
  const facts = (by: 'stored' | 'rules') =>
    context({ policy, buyer: { ...twice, lastAt: now - 2 * hour, value: 'standard', segments: ['recurring'], by } });
  expect(saysOf(judge(facts('stored')))).toBe('pass');
  expect(saysOf(rejudge(facts('stored'), policy))).toBe('pass');
  // By rules the lines of the policy make them a VIP now.
  expect(saysOf(rejudge(facts('rules'), policy))).not.toBe('pass');
});
