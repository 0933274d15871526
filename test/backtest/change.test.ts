import { expect, test } from 'vitest';
import { changeOf, kindOf, lineOf } from '../../cli/backtest/compare/change.ts';
import type { DecisionLine } from '../../cli/backtest/results/decisions.ts';

const sent = {
  customer: 'user_0001',
  step: 'cart/offer#1',
  channel: 'email',
  template: 'cart/offer',
  decided_at: '2024-04-02T18:05:10.000Z',
  outcome: 'sent',
  reason: '',
} as DecisionLine;
const capped = { ...sent, outcome: 'withheld', reason: 'capped' } as DecisionLine;
const [seconds, hours] = ['2024-04-02T18:05:12.000Z', '2024-04-03T09:00:00.000Z'];

test.each([
  ['withheld instead', sent, capped, 'sent → withheld (capped)', 'sent → withheld (capped)'],
  ['not any more', sent, undefined, 'sent → not reached', 'sent → not reached'],
  ['only in B', undefined, sent, 'not reached → sent', 'not reached → sent'],
  ['hours later', sent, { ...sent, decided_at: hours }, 'sent, at another time', 'sent, at 2024-04-03 09:00'],
  ['seconds later', sent, { ...sent, decided_at: seconds }, 'sent, at another time', 'sent, at 2024-04-02 18:05:12'],
  ['another letter', sent, { ...sent, template: 'cart/gift' }, 'sent, another message', 'sent, cart/offer → cart/gift'],
  [
    'another letter, hours later',
    sent,
    { ...sent, template: 'cart/gift', decided_at: hours },
    'sent, another message',
    'sent, cart/offer → cart/gift 2024-04-03 09:00',
  ],
])('a comparison says of a step what differs: %s', (_name, a, b, kind, change) => {
  expect(kindOf({ a, b })).toBe(kind);
  expect(changeOf({ a, b })).toBe(change);
});

const lineAbout = (subject: string) => lineOf({ a: { ...sent, journey: 'welcome', subject }, b: undefined });

test('a line names the run’s subject, where it has one', () => {
  expect(lineAbout('cart-7')).toBe('2024-04-02 18:05 welcome cart-7 cart/offer#1: sent → not reached');
  expect(lineAbout('')).toBe('2024-04-02 18:05 welcome cart/offer#1: sent → not reached');
});
