import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMillis } from '../../../domain/civil/day.ts';
import { defaultSegments } from '../../../domain/policy/segments.ts';
import { contactKinds } from '../../../domain/contact.ts';
import { segmentContext } from '../../../domain/segments/context.ts';
import { evaluateSegments } from '../../../domain/segments/evaluate.ts';
import type { SegmentFacts } from '../../../domain/segments/facts.ts';
import { segmentRules } from '../../../domain/segments/index.ts';
import { segmentNames } from '../../../domain/segments/names.ts';
import { type RfmGroup, rfmGroups, rfmProfile } from '../../../domain/scores/rfm/profiles.ts';
import { bought, daysAgo, judged, now, somebody, today } from './fixture.ts';

describe('R110 each segment', () => {
  test('stands in the list of names, in its order', () => {
    expect(segmentRules.map(({ name }) => name)).toEqual(segmentNames);
  });

  test.each(segmentRules.map((rule) => [rule.name, rule] as const))(
    '%s says who is in it and what the shop wants of them, in French and in English',
    (_, { title, sentence, goal }) => {
      for (const words of [title, sentence, goal.words]) {
        for (const text of [words.fr, words.en]) expect(text.trim().length).toBeGreaterThan(2);
      }
      expect(sentence.fr).not.toBe(sentence.en);
      expect(['first-purchase', 'repurchase', 'churn-avoided', 'purchase', 'consent']).toContain(goal.outcome);
    },
  );
});

const rfm = (group: RfmGroup): SegmentFacts => somebody({ ...bought(3, 20), signals: { rfm: group } });
const profilesOf = (facts: SegmentFacts, granularity: 'three' | 'eleven') =>
  judged(facts, { lines: { policy: { ...defaultSegments, rfm: granularity } } }).segments.filter((name) =>
    name.startsWith('rfm-'),
  );

describe('R106 RFM', () => {
  test.each(['three', 'eleven'] as const)('in %s profiles puts every group into exactly one', (granularity) => {
    const seen = rfmGroups.map((group) => profilesOf(rfm(group), granularity));
    expect(seen.every((profiles) => profiles.length === 1)).toBe(true);
    expect(new Set(seen.flat()).size).toBe(granularity === 'three' ? 3 : 11);
  });

  test('the three are the profiles that paths are made for', () => {
    const names = { loyal: 'rfm-strong', occasional: 'rfm-middle', dormant: 'rfm-weak' } as const;
    for (const group of rfmGroups) expect(profilesOf(rfm(group), 'three')).toEqual([names[rfmProfile(group)]]);
  });

  test('without scores nobody is in any of them', () => {
    expect(profilesOf(somebody(bought(3, 20)), 'eleven')).toEqual([]);
  });

  test('R107 of whom RFM expects little the worth is low, in three profiles as in eleven', () => {
    expect(judged(rfm('lost')).value).toBe('low');
    expect(judged(rfm('lost'), { lines: { policy: { ...defaultSegments, rfm: 'three' } } }).value).toBe('low');
    expect(judged(rfm('cannot_lose')).value).toBe('standard');
  });
});

const instantBefore = fc.integer({ min: 0, max: 900 }).map((days) => daysAgo(days));
const anybody: fc.Arbitrary<SegmentFacts> = fc.record({
  orders: fc.oneof(
    fc.constant(somebody().orders),
    fc
      .record({ days: fc.integer({ min: 1, max: 9 }), ago: fc.integer({ min: 0, max: 900 }), each: fc.nat(20_000) })
      .map(({ days, ago, each }) => bought(days, ago, 40, each).orders),
  ),
  score: fc.option(
    fc.record({
      alive: fc.double({ min: 0, max: 1, noNaN: true }),
      churn: fc.double({ min: 0, max: 1, noNaN: true }),
      expectedOrders: fc.double({ min: 0, max: 9, noNaN: true }),
      lifetimeValue: fc.option(fc.nat(60_000)),
    }),
    { nil: undefined },
  ),
  signals: fc.record({
    rfm: fc.option(fc.constantFrom(...rfmGroups), { nil: undefined }),
    intent: fc.option(
      fc.record({ score: fc.double({ min: 0, max: 40, noNaN: true }), halfLife: fc.constant(3 * dayMillis) }),
      { nil: undefined },
    ),
    discounts: fc.option(fc.record({ index: fc.double({ min: 0, max: 3, noNaN: true }), lines: fc.nat(30) }), {
      nil: undefined,
    }),
  }),
  contacts: fc.dictionary(fc.constantFrom(...contactKinds), instantBefore),
  lookedAt: fc.option(instantBefore, { nil: undefined }),
  knownSince: instantBefore,
  subscribed: fc.oneof(
    fc.constant({}),
    instantBefore.map((email) => ({ email })),
  ),
  loyalty: fc.option(fc.record({ points: fc.nat(500), redeemedAt: fc.option(instantBefore, { nil: undefined }) }), {
    nil: undefined,
  }),
  advocacy: fc.record({ lastReferralAt: fc.option(instantBefore, { nil: undefined }), reviews: fc.nat(5) }),
});

const stages = ['vip', 'recurring', 'first-time', 'prospect'] as const;
const past = fc.subarray([...segmentNames]);

test('whoever it is, whatever they were: one stage, one main segment of those that they are in, and the same answer again', () => {
  fc.assert(
    fc.property(anybody, past, fc.subarray([...segmentNames]), (facts, before, priority) => {
      const lines = { policy: { ...defaultSegments, priority } };
      const { segments, primary, until } = judged(facts, { before, lines });
      expect(segments.filter((name) => stages.some((stage) => stage === name))).toHaveLength(1);
      expect(segments).toContain(primary);
      expect(new Set(segments).size).toBe(segments.length);
      expect(segments.includes('loyalty-active') && segments.includes('loyalty-inactive')).toBe(false);
      expect(until === undefined || until > now).toBe(true);
      expect(judged(facts, { before, lines })).toEqual(judged(facts, { before, lines }));
    }),
  );
});

test('whoever is judged again at once stays where they are: no bound lets somebody in whom another puts out', () => {
  fc.assert(
    fc.property(anybody, past, (facts, before) => {
      const first = judged(facts, { before });
      expect(judged(facts, { before: first.segments })).toEqual(first);
    }),
  );
});

test('nothing of the facts or of the shop’s zone is changed by a look', () => {
  const facts = Object.freeze(somebody({ ...bought(2, 20), contacts: Object.freeze({ cart: daysAgo(2) }) }));
  const context = segmentContext(
    { policy: defaultSegments, value: { vipTotal: 1, dormantAfter: '180 days' }, cycleDays: 60, cuts: {} },
    now,
    'Pacific/Kiritimati',
  );
  expect(context.today).toBe(today + dayMillis);
  expect(evaluateSegments(segmentRules, facts, context, []).segments).toContain('vip');
});
