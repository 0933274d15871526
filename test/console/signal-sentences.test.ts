import { expect, test } from 'vitest';
import { signalSentences } from '../../api/console/scores/signal-sentences.ts';

const now = new Date('2026-11-22T09:42:07.000Z');
type Signals = Parameters<typeof signalSentences>[0];

const intent = { score: 9.24, acts: 4, cut: 8, high: true };
const stored: NonNullable<Signals['stored']> = {
  event: null,
  rfm: { recency: 5, frequency: 4, monetary: 4, group: 'needs_attention', profile: 'occasional' },
  tier: { tier: 'gold', by: 'rules', until: '2027-02-03' },
  affinity: { categories: [{ category: 'home', share: 0.62, lift: 2.14 }], acts: 12 },
  prices: {
    sensitive: true,
    explored: false,
    index: 1.84,
    reducedShare: 0.6,
    codeShare: 0.2,
    lines: 22,
    orders: 9,
    codesGiven: 3,
  },
  channels: { email: { rate: 0.12, messages: 18, reactions: 3 } },
  hour: { from: '18:00', to: '20:00', share: 0.4, by: 'customer', acts: 22 },
  next: { categories: [{ category: 'kitchen', probability: 0.34 }], by: 'popularity' },
  levels: { version: 1, customers: 800, rfmBy: 'quantiles', rfmGroups: 5, nextHoldout: null },
  asOf: '2026-11-22',
  scoredAt: now,
};
const said = (changes: Partial<NonNullable<Signals['stored']>> = {}) =>
  Object.fromEntries(
    signalSentences({ intent, stored: { ...stored, ...changes }, offers: [] } as unknown as Signals, now, 'EUR'),
  );

test('each signal of a customer is a sentence with what it rests on', () => {
  expect(said()).toEqual({
    'About to buy': 'Very likely: 9.2 from 4 looks and carts, where 8 is high.',
    'Recency, frequency, money': 'Needs attention, profile occasional: recency 5, frequency 4, money 4; 5 is best.',
    'Loyalty tier': 'gold, by the store’s policy; until 3 Feb 2027 if nothing more is bought.',
    Likes: 'home 62 % (2.1 times as much as others); from 12 purchases, carts and looks.',
    Prices: 'Goes by them: buys reduced 1.8 times as often as is usual (60 % of 22 lines of 9 orders).',
    'By e-mail': 'Reacts to 12 % of messages: 3 of 18 were followed by a click, a visit or an order.',
    'Best hour': '18:00 to 20:00: 40 % of what they do, from 22 acts.',
    'Next category': 'kitchen 34 %; by what is popular, since nothing foresaw better.',
  });
});

test('the best score is that of as many groups as the policy cuts customers into', () => {
  const levels = { ...stored.levels, rfmGroups: 7 };
  expect(said({ levels })['Recency, frequency, money']).toContain('money 4; 7 is best.');
  expect(said({ levels: { ...levels, rfmGroups: null } })['Recency, frequency, money']).toContain('; more is better.');
});

test('what is not known is called so, and never a guess', () => {
  const prices = stored.prices!;
  expect(said({ prices: { ...prices, explored: true, sensitive: null } })['Prices']).toContain('Left to chance');
  expect(said({ prices: { ...prices, sensitive: null } })['Prices']).toBe('Too little is known: 22 lines of 9 orders.');
  expect(said({ affinity: { categories: [], acts: 0 } })['Likes']).toContain('Nothing of their own');
  expect(said({ hour: { ...stored.hour!, by: 'shop' } })['Best hour']).toContain('as all customers');
  expect(
    signalSentences(
      { intent: { ...intent, acts: 0, score: 0, high: false }, stored: null, offers: [] } as unknown as Signals,
      now,
      'EUR',
    ),
  ).toEqual([['About to buy', 'Nothing points to it: no look and no cart lately.']]);
});
