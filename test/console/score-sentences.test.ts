import { describe, expect, test } from 'vitest';
import {
  aliveSentence,
  chances,
  evidenceSentence,
  fallbackSentences,
  nextOrderSentence,
  staleSentence,
  valueSentence,
} from '../../api/console/scores/score-sentences.ts';

const now = new Date('2026-11-22T09:42:07.000Z');
const scores = {
  alive: 0.93,
  churn: 0.31,
  expectedOrders: 2.14,
  expectedSpend: 8_230,
  lifetimeValue: 15_960,
  nextOrder: { median: '2026-12-28', from: '2026-12-01', to: '2027-04-02' },
  within: { churn: '90 days', orders: '365 days', value: '365 days' },
  money: { currency: 'EUR', margin: 40, discount: 10 },
} as const;

describe('what the models say of a customer is said in words', () => {
  test('nothing is said to be certain', () => {
    expect([1, 0.999, 0.5, 0.004, 0].map(chances)).toEqual([
      'more than 99 in 100',
      'more than 99 in 100',
      '50 in 100',
      'less than 1 in 100',
      'less than 1 in 100',
    ]);
  });

  test('each probability has words of its own, from nearly sure to nearly gone', () => {
    const words = [0.95, 0.8, 0.6, 0.4, 0.2, 0.01, 0].map((alive) => aliveSentence({ alive }));
    expect(words[0]).toBe('Almost certainly still a customer: 95 in 100.');
    expect(words.at(-2)).toMatch(/^Has almost certainly left/u);
    expect(new Set(words.map((sentence) => sentence.split(':')[0])).size).toBe(6);
  });

  test('what is to come, and what that is worth', () => {
    expect(valueSentence(scores)).toBe(
      'In the next 365 days 2.1 orders are to be expected, of about 82.30\u00a0€ each: 160\u00a0€ today (margin of 40 % of what is paid; money in a year counts 10 % less).',
    );
    expect(valueSentence({ ...scores, money: { ...scores.money, margin: null } })).toContain('revenue, as no margin');
    expect(valueSentence({ ...scores, lifetimeValue: null, expectedOrders: 0.001 })).toBe(
      'In the next 365 days less than 0.01 orders are to be expected; nothing can be said of their worth yet.',
    );
  });

  test('the next order has its interval, and its own doubt', () => {
    expect(nextOrderSentence(scores, now)).toBe(
      'Of such customers who have not left, half order again by 28 Dec, and four of five between 1 Dec and 2 Apr 2027. That none comes within 90 days: 31 in 100.',
    );
    const unknown = { median: null, from: null, to: null };
    expect(nextOrderSentence({ ...scores, nextOrder: unknown }, now)).toMatch(/^The next order is not to be foreseen/u);
  });
});

test('the evidence is named, and little evidence is called little', () => {
  const evidence = {
    purchaseDays: 3,
    orders: 4,
    firstDay: '2025-02-11',
    lastDay: '2026-10-30',
    amount: 24_000,
    ordersInOtherCurrencies: 1,
  };
  expect(evidenceSentence(evidence, 'EUR', now)).toBe(
    '3 days with a purchase (4 orders) from 11 Feb 2025 to 30 Oct, 240\u00a0€ in all. 1 in other currencies are left out.',
  );
  expect(evidenceSentence({ ...evidence, purchaseDays: 1, firstDay: '2026-10-30' }, 'EUR', now)).toContain(
    'little to go by',
  );
  expect(evidenceSentence({ ...evidence, purchaseDays: 0 }, 'EUR', now)).toBe('There is no order that counts.');
});

test('an old score says so, and which one is on its way', () => {
  expect(staleSentence({ outdated: false, asOf: '2026-11-22' }, now)).toBeUndefined();
  expect(staleSentence({ outdated: false, asOf: '2026-11-21' }, now)).toBeUndefined();
  expect(staleSentence({ outdated: true, asOf: '2026-11-22' }, now)).toContain('a newer score is on its way');
  expect(staleSentence({ outdated: false, asOf: '2026-11-12' }, now)).toContain('10 days ago');
});

test('without a model the reason stands there, and what the rules say instead', () => {
  const said = { why: 'orders: no model', by: 'rules', value: 'standard', segments: ['recurring', 'dormant'] } as const;
  expect(fallbackSentences({ reason: 'no_model', ...said })).toEqual([
    'The store has no model in use, so nothing is foreseen (orders: no model).',
    'In its place the rules about orders (policy value) hold: value standard; bought more than once, has not bought for long.',
  ]);
});
