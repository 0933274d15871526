import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSignals, type TiersPolicy } from '../../../domain/policy/signals.ts';
import { affinities, categoryCounts } from '../../../domain/scores/signals/affinity.ts';
import { bestHour, binAt, hourCounts } from '../../../domain/scores/signals/best-hour.ts';
import { countReactions, engagement } from '../../../domain/scores/signals/engagement.ts';
import { isExplored } from '../../../domain/scores/signals/explore.ts';
import {
  calibrateIntent,
  chooseIntentCut,
  intentScore,
  judgeIntentCut,
} from '../../../domain/scores/signals/intent.ts';
import { createNextCategories } from '../../../domain/scores/signals/next-category.ts';
import { isReduced, priceSensitivity } from '../../../domain/scores/signals/price-sensitivity.ts';
import { shrunkIndex, shrunkShare, shrunkShares, usualShares } from '../../../domain/scores/signals/shrink.ts';
import { type TierStanding, tierOf } from '../../../domain/scores/signals/tier.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-26T12:00:00Z');

describe('shares that are drawn toward what is usual', () => {
  test.each([
    [0, 0, 0.25],
    [3, 3, 4 / 7],
    [0, 12, 1 / 16],
    // What cannot be.
    [-1, 4, 1 / 8],
    [9, 4, 5 / 8],
    [Number.NaN, Number.NaN, 0.25],
  ])('%d of %d', (k, n, share) => {
    expect(shrunkShare({ a: 1, b: 3 }, k, n)).toBeCloseTo(share, 12);
  });
  test('an index is 1 without evidence, and above it where more happened than was expected', () => {
    expect([shrunkIndex(4, 0, 0), shrunkIndex(4, 6, 1), shrunkIndex(4, 0, 4)]).toEqual([1, 2, 0.5]);
  });
  test('shares are shares, whatever was counted', () => {
    const anything = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -1, 0));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), anything),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (counts, strength) => {
          const finite = Object.fromEntries(Object.entries(counts).map(([way, count]) => [way, Math.min(count, 1e9)]));
          const shares = Object.values(shrunkShares({ usual: { a: 0.5, b: 0.3, c: 0.2 }, strength }, finite));
          const sum = shares.reduce((all, one) => all + one, 0);
          expect(shares.every((one) => one >= 0 && one <= 1)).toBe(true);
          expect(Math.abs(sum - 1) < 1e-9 || sum === 0).toBe(true);
        },
      ),
    );
  });
});

const paid = (...days: readonly [number, number][]) => days.map(([at, amount]) => ({ day: at, amount }));

const standing = (given: Partial<TierStanding>): TierStanding => ({ paid: [], ...given });

describe('R236: the loyalty tier', () => {
  const tiers: TiersPolicy = defaultSignals.tiers;
  test.each<[string, Partial<TierStanding>, object | undefined]>([
    ['nothing paid', {}, undefined],
    ['a cent below the first bound', { paid: paid([1000, 9_999]) }, undefined],
    [
      'at the bound, until its day leaves the period',
      { paid: paid([1000, 10_000]) },
      { tier: 'bronze', by: 'rules', until: 1365 },
    ],
    [
      'two orders: without the older one the tier still holds',
      { paid: paid([900, 1_000], [1000, 30_000]) },
      { tier: 'silver', by: 'rules', until: 1365 },
    ],
    [
      'what left the period does not count',
      { paid: paid([634, 90_000], [1000, 10_000]) },
      { tier: 'bronze', by: 'rules', until: 1365 },
    ],
    [
      'kept above the lower bound',
      { paid: paid([990, 25_000]), before: 'silver' },
      { tier: 'silver', by: 'rules', until: 1355 },
    ],
    [
      'not entered there',
      { paid: paid([990, 25_000]), before: 'bronze' },
      { tier: 'bronze', by: 'rules', until: 1355 },
    ],
    ['lost below it', { paid: paid([990, 23_999]), before: 'silver' }, { tier: 'bronze', by: 'rules', until: 1355 }],
    [
      'an unknown tier before is none',
      { paid: paid([990, 25_000]), before: 'platinum' },
      { tier: 'bronze', by: 'rules', until: 1355 },
    ],
    ['the shop’s own word goes before all', { told: 'Or', paid: paid([1000, 90_000]) }, { tier: 'Or', by: 'shop' }],
    ['more given back than paid', { paid: paid([1000, -5_000]) }, undefined],
    [
      'an amount that is no number',
      { paid: paid([1000, Number.NaN], [1000, 10_000]) },
      { tier: 'bronze', by: 'rules', until: 1365 },
    ],
  ])('%s', (_, given, expected) => {
    expect(tierOf(tiers, standing(given), 1000)).toEqual(expected);
  });
  test('by points, and without any tier', () => {
    const byPoints: TiersPolicy = { ...tiers, by: 'points' };
    expect(tierOf(byPoints, standing({ points: 30_000 }), 1000)).toEqual({ tier: 'silver', by: 'rules' });
    expect(tierOf(byPoints, standing({ paid: paid([1000, 90_000]) }), 1000)).toBeUndefined();
    expect(tierOf({ ...tiers, tiers: [] }, standing({ paid: paid([1000, 90_000]) }), 1000)).toBeUndefined();
  });
});

describe('R236: category affinity', () => {
  const prior = { usual: { shoes: 0.5, bags: 0.3, belts: 0.2 }, strength: 2 };
  test('an order counts more than a cart, a cart more than a look; half after 180 days', () => {
    const counts = categoryCounts([
      { category: 'shoes', sign: 'order', age: 0 },
      { category: 'bags', sign: 'cart', age: 0 },
      { category: 'belts', sign: 'view', age: 180 },
    ]);
    expect(counts).toEqual({ shoes: 1, bags: 0.3, belts: 0.05 });
  });
  test('without acts it is the shop’s shares; each purchase moves it toward its category', () => {
    expect(affinities(prior, {}, 3).map(({ category, share, lift }) => [category, share, lift])).toEqual([
      ['shoes', 0.5, 1],
      ['bags', 0.3, 1],
      ['belts', 0.2, 1],
    ]);
    const [first] = affinities(prior, { belts: 2 }, 3);
    expect(first).toEqual({ category: 'belts', share: 0.6, lift: 0.6 / 0.2 });
  });
  test('a category that is new to the shop counts from the next count on', () => {
    expect(affinities(prior, { hats: 5 }, 3)[0]).toMatchObject({ category: 'shoes', share: 0.5 });
    expect(usualShares([{ hats: 0 }, { hats: Number.NaN }])).toEqual({});
  });
});

const exploredIn = (quarter: number) =>
  Array.from({ length: 5_000 }, (_, i) => isExplored('price', `customer-${i}`, quarter * 91));
const [one, other] = [exploredIn(220), exploredIn(221)];

describe('R236, R118: price sensitivity', () => {
  const prior = { lines: { a: 2, b: 2 }, codes: { a: 1, b: 9 }, strength: 5, cut: 1.3 };
  const history = { orders: 5, lines: 10, reduced: 5, expected: 5, given: 0, used: 0 };
  test('who buys reduced as often as was to be expected is as usual', () => {
    expect(priceSensitivity(prior, history)).toEqual({ index: 1, reducedShare: 0.5, codeShare: 0.1, sensitive: false });
  });
  test('more than expected moves it up, less down', () => {
    expect(priceSensitivity(prior, { ...history, reduced: 9 })).toMatchObject({ index: 1.4, sensitive: true });
    expect(priceSensitivity(prior, { ...history, reduced: 0 })).toMatchObject({ index: 0.5, sensitive: false });
  });
  test('a week in which everything is reduced makes nobody sensitive', () => {
    expect(priceSensitivity(prior, { ...history, reduced: 10, expected: 10 }).index).toBe(1);
  });
  test('being sent codes does not raise it: what counts is how many of them were used', () => {
    const [none, few, many] = [
      [0, 0],
      [10, 1],
      [10, 6],
    ].map(([given, used]) => priceSensitivity(prior, { ...history, given: given!, used: used! }).codeShare);
    expect(few).toBeLessThanOrEqual(none!);
    expect(many).toBeGreaterThan(few!);
  });
  test('too little evidence says nothing of it: below three orders and ten lines', () => {
    expect(priceSensitivity(prior, { ...history, orders: 2, lines: 9 }).sensitive).toBeNull();
    expect(priceSensitivity(prior, { ...history, orders: 2, lines: 10 }).sensitive).toBe(false);
    expect(priceSensitivity(prior, { ...history, orders: 3, lines: 0 }).sensitive).toBeNull();
  });
  test.each([
    [1000, 1000, false],
    [951, 1000, false],
    [949, 1000, true],
    [0, 1000, true],
    [1000, null, undefined],
    [1000, 0, undefined],
    [-5, 1000, undefined],
    [Number.NaN, 1000, undefined],
  ])('%d paid where it cost %d', (paid, usual, expected) => {
    expect(isReduced(paid, usual)).toBe(expected);
  });
  test('one customer in ten is left to chance, others each quarter, always the same for the same day', () => {
    expect(one.filter(Boolean).length / 5_000).toBeCloseTo(0.1, 1);
    expect(one.filter((is, i) => is && other[i]).length).toBeLessThan(120);
    expect(exploredIn(220)).toEqual(one);
    expect(
      Array.from({ length: 91 }, (_, i) => isExplored('price', 'c', 220 * 91 + i)).every(
        (is, _, [first]) => is === first,
      ),
    ).toBe(true);
  });
});

const got = (daysAgo: number, clicked = false) => ({
  channel: 'email' as const,
  at: now - daysAgo * day,
  ...(clicked && { clickedAt: now - daysAgo * day + 60_000 }),
});

describe('R236: engagement per channel', () => {
  const prior = { a: 1, b: 9 };
  const rate = (...of: Parameters<typeof countReactions>) => engagement(prior, countReactions(...of)).rate;
  test('clicks move it up; messages without an answer down; nothing sent leaves what is usual', () => {
    const usual = rate([], 'email', [], now);
    expect(usual).toBe(0.1);
    expect(rate([got(1, true)], 'email', [], now)).toBeGreaterThan(usual);
    expect(rate([got(1)], 'email', [], now)).toBeLessThan(usual);
  });
  test('R164 a visit or an order within three days of a message is an answer, one before or later is none', () => {
    const counted = (at: number) => countReactions([got(10)], 'email', [at], now).reactions;
    expect(counted(now - 10 * day)).toBe(1);
    expect(counted(now - 7 * day)).toBe(1);
    expect(counted(now - 7 * day + 1)).toBe(0);
    expect(counted(now - 10 * day - 1)).toBe(0);
  });
  test('channels are told apart, and what is old counts less', () => {
    expect(countReactions([got(1, true)], 'sms', [], now)).toEqual({
      messages: 0,
      reactions: 0,
      weighed: 0,
      weighedReactions: 0,
    });
    expect(countReactions([got(75, true)], 'email', [], now)).toEqual({
      messages: 1,
      reactions: 1,
      weighed: 0.5,
      weighedReactions: 0.5,
    });
    expect(rate([got(1, true), got(300)], 'email', [], now)).toBeGreaterThan(
      rate([got(300, true), got(1)], 'email', [], now),
    );
  });
});

const evening = (days: number) => ({ at: now - days * day + 8 * 3_600_000, kind: 'order' as const });

const usualHours = usualShares([
  Object.fromEntries(Array.from({ length: 12 }, (_, bin) => [String(bin), bin === 6 ? 3 : 1])),
]);
const hoursPrior = { usual: usualHours, strength: 4 };
const bestOf = (count: number) => {
  const acts = Array.from({ length: count }, (_, i) => evening(i + 1));
  return bestHour(hoursPrior, hourCounts(acts, 'UTC', now), acts.length);
};

describe('the best hour', () => {
  test('it is the customer’s own clock, summer and winter', () => {
    expect(binAt(Date.parse('2026-11-26T19:30:00Z'), 'Europe/Paris')).toBe(10);
    expect(binAt(Date.parse('2026-07-26T19:30:00Z'), 'Europe/Paris')).toBe(10);
    expect(binAt(Date.parse('2026-07-26T18:30:00Z'), 'America/New_York')).toBe(7);
  });
  test('the shop’s hour until there are three acts; then one’s own, drawn toward the shop’s', () => {
    expect(bestOf(0)).toMatchObject({ bin: 6, by: 'shop', acts: 0 });
    expect(bestOf(2)).toMatchObject({ bin: 6, by: 'shop' });
    expect(bestOf(6)).toMatchObject({ bin: 10, by: 'customer', acts: 6 });
    expect(bestOf(6)!.share).toBeLessThan(0.8);
  });
  test('nothing known of anybody: no hour', () => {
    expect(bestHour({ usual: {}, strength: 4 }, {}, 0)).toBeUndefined();
  });
});

const ago = (days: number): number => now - days * day;

describe('the intent score', () => {
  test.each<[string, Parameters<typeof intentScore>[0], number[], number | undefined, number]>([
    ['nothing', [], [], undefined, 0],
    ['a look now', [{ visits: [{ at: ago(0) }] }], [], undefined, 1],
    ['a look three days ago', [{ visits: [{ at: ago(3) }] }], [], undefined, 0.5],
    ['the same product twice', [{ visits: [{ at: ago(0) }, { at: ago(0) }] }], [], undefined, 3],
    ['two products', [{ visits: [{ at: ago(0) }] }, { visits: [{ at: ago(0) }] }], [], undefined, 2],
    ['into the cart', [{ visits: [], cartedAt: ago(0) }], [], undefined, 5],
    ['a checkout', [], [ago(0)], undefined, 8],
    ['all before the last order', [{ visits: [{ at: ago(2) }], cartedAt: ago(2) }], [ago(2)], ago(1), 0],
    ['what the clock has not come to', [{ visits: [{ at: ago(-1) }] }], [], undefined, 0],
    ['a time that is none', [{ visits: [{ at: Number.NaN }] }], [Number.NaN], undefined, 0],
  ])('%s', (_, products, checkouts, since, score) => {
    expect(intentScore(products, checkouts, { now, since }).score).toBeCloseTo(score, 12);
  });
  test('the cut is the least score above which three times as many buy', () => {
    const outcomes = [
      ...Array.from({ length: 100 }, (_, i) => ({ score: 0, bought: i < 5 })),
      ...Array.from({ length: 30 }, (_, i) => ({ score: 10, bought: i < 15 })),
      ...Array.from({ length: 20 }, (_, i) => ({ score: 20, bought: i < 15 })),
    ];
    // 35 of 150 buy; from 20 on 15 of 20, from 10 on 30 of 50.
    expect(calibrateIntent(outcomes)).toBe(20);
    expect(calibrateIntent(outcomes.slice(0, 100))).toBeUndefined();
    expect(calibrateIntent([])).toBeUndefined();
  });
});

const outcomes = (from: number, visits: number, buyers: number) =>
  Array.from({ length: visits }, (_, i) => ({ score: from, bought: i < buyers }));

describe('the cut of the intent score', () => {
  test('three times as many where a score has it, else where most buyers and fewest others are', () => {
    expect(chooseIntentCut([...outcomes(0, 900, 20), ...outcomes(9, 100, 40)])).toEqual({
      cut: 9,
      rule: 'three_times',
    });
    // 20 of 300, 40 of 300, 45 of 300: twice as many is the most that any score has.
    const flat = [...outcomes(1, 300, 20), ...outcomes(4, 300, 40), ...outcomes(8, 300, 45)];
    expect(chooseIntentCut(flat)).toEqual({ cut: 4, rule: 'youden' });
    expect(chooseIntentCut(outcomes(4, 300, 9))).toBeUndefined();
    expect(chooseIntentCut([])).toBeUndefined();
    expect(chooseIntentCut(outcomes(4, 50, 50))).toBeUndefined();
  });
  test('what it brings is counted of others, with bounds; nothing is never NaN', () => {
    const found = judgeIntentCut([...outcomes(1, 400, 10), ...outcomes(8, 100, 10)], 5);
    expect(found).toMatchObject({ visits: 500, buyers: 20, above: { visits: 100, buyers: 10 }, found: 0.5 });
    expect(found.times.value).toBeCloseTo(2.5, 12);
    expect(found.times.low).toBeCloseTo(2.5 * Math.exp(-1.959964 * Math.sqrt(0.1 - 0.01 + 0.05 - 0.002)), 6);
    expect(judgeIntentCut([], 5).times).toEqual({ value: 0, low: 0, high: 0 });
    expect(judgeIntentCut(outcomes(Number.NaN, 5, 1), 5).visits).toBe(0);
  });
});

describe('R289: the next category', () => {
  const model = {
    prior: { usual: { phones: 0.5, cases: 0.3, cameras: 0.2 }, strength: 4 },
    follows: { phones: { cases: 90, phones: 5, cameras: 5 } },
    chain: 0.5,
    followStrength: 10,
  };
  const name = createNextCategories(model);
  const first = (counts: Readonly<Record<string, number>>, last: readonly string[]) =>
    name({ counts, last }, 3)[0]!.category;
  test('nobody’s own: what is popular', () => {
    expect(first({}, [])).toBe('phones');
  });
  test('what others bought after it, and one’s own habit against it', () => {
    expect(first({ phones: 1 }, ['phones'])).toBe('cases');
    expect(first({ cameras: 20 }, ['cameras'])).toBe('cameras');
  });
  test('probabilities are shares of 1', () => {
    const all = name({ counts: { phones: 3, cases: 1 }, last: ['phones', 'cases'] }, 3);
    expect(all.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
  });
});
