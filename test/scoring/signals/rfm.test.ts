import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutsOf, scoreBy } from '../../../domain/scores/rfm/cuts.ts';
import { rfmGroup, rfmGroups, rfmProfile, rfmProfiles } from '../../../domain/scores/rfm/profiles.ts';
import { leastRfmCustomers, rfmCuts, scoreRfm } from '../../../domain/scores/rfm/rfm.ts';
import { purchaseDays } from '../../../activities/scoring/orders/purchase-days.ts';
import { calibrationEnd, readCdnowSample } from '../data/read-rows.ts';

const counted = (values: readonly number[]) => values.map((value) => ({ value, customers: 1 }));

describe('R106: the scores of one dimension', () => {
  test.each<[string, number[], number, number[]]>([
    ['ten different values in fifths', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]],
    ['in thirds', [10, 20, 30, 40, 50, 60], 3, [1, 1, 2, 2, 3, 3]],
    [
      'six of ten equal: the tie has one score, its upper end',
      [1, 1, 1, 1, 1, 1, 2, 3, 4, 5],
      5,
      [3, 3, 3, 3, 3, 3, 4, 4, 5, 5],
    ],
    ['all equal', [7, 7, 7], 5, [5, 5, 5]],
    ['one customer', [7], 5, [5]],
    ['negative and zero amounts', [-5, 0, 0, 10], 4, [1, 3, 3, 4]],
  ])('%s', (_, values, groups, expected) => {
    const cuts = cutsOf(counted(values), groups);
    expect(values.map((value) => scoreBy(cuts, value))).toEqual(expected);
  });
  test('what is no number is left out of the cuts, and scores lowest', () => {
    const cuts = cutsOf([...counted([1, 2, Number.NaN, Infinity]), { value: 3, customers: 0 }], 2);
    expect(cuts).toEqual([2]);
    expect(scoreBy(cuts, Number.NaN)).toBe(1);
    expect(scoreBy(cutsOf([], 5), 12)).toBe(1);
  });
  test.each([1, 2.5, 21, Number.NaN])('%s groups are refused', (groups) => {
    expect(() => cutsOf([], groups)).toThrow(RangeError);
  });
  test('it is ceil(groups * cume_dist) for whatever values and groups', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 12 }),
        (values, groups) => {
          const cuts = cutsOf(counted(values), groups);
          for (const value of values) {
            const upTo = values.filter((other) => other <= value).length;
            expect(scoreBy(cuts, value)).toBe(Math.ceil((groups * upTo) / values.length));
          }
        },
      ),
    );
  });
});

/** As many customers as `count`, each better in everything than the one before. */
const values = (count: number) => {
  const each = Array.from({ length: count }, (_, i) => i + 1);
  return { recency: counted(each), frequency: counted(each), monetary: counted(each.map((one) => one * 1000)) };
};

describe('R106: a store', () => {
  test('quintiles from enough customers on, fixed bounds below, and the answer says which', () => {
    expect(rfmCuts(values(leastRfmCustomers), { today: 200 })).toMatchObject({ by: 'quantiles', customers: 100 });
    const few = rfmCuts(values(leastRfmCustomers - 1), { today: 200 });
    expect(few).toMatchObject({ by: 'bounds', customers: 99, frequency: [2, 3, 4, 6] });
    // The customer in the middle brings 500.00: half of it, once, twice, four times.
    expect(few.monetary).toEqual([25_000, 50_000, 100_000, 200_000]);
    // 29 days ago, 30, 89, 90, 179, 180, 364 and 365 days ago.
    const recency = [29, 30, 89, 90, 179, 180, 364, 365].map(
      (days) => scoreRfm(few, { recency: 200 - days, frequency: 1, monetary: 1 }).recency,
    );
    expect(recency).toEqual([5, 4, 4, 3, 3, 2, 2, 1]);
  });
  test.each([2, 3, 4, 5, 6, 10])('granularity is a parameter: %i groups, by quantiles and by bounds', (groups) => {
    for (const cuts of [rfmCuts(values(300), { groups, today: 300 }), rfmCuts(values(3), { groups, today: 3 })]) {
      expect(cuts.recency).toHaveLength(groups - 1);
      expect(scoreRfm(cuts, { recency: 1e6, frequency: 1e6, monetary: 1e9 })).toEqual({
        recency: groups,
        frequency: groups,
        monetary: groups,
      });
      expect(scoreRfm(cuts, { recency: -1e6, frequency: 0, monetary: -1 })).toEqual({
        recency: 1,
        frequency: 1,
        monetary: 1,
      });
    }
  });
  test('a store without a customer', () => {
    const cuts = rfmCuts({ recency: [], frequency: [], monetary: [] }, { today: 20_000 });
    expect(cuts).toMatchObject({ by: 'bounds', customers: 0 });
    expect(Object.values(scoreRfm(cuts, { recency: 20_000, frequency: 1, monetary: 0 }))).toEqual([5, 1, 1]);
  });
});

const groupOf = (recency: number, frequency: number, monetary: number, days = 2, groups = 5) =>
  rfmGroup({ scores: { recency, frequency, monetary }, groups, purchaseDays: days });

test('R236: a later purchase, another one, and more money each raise their own score alone', () => {
  const cuts = rfmCuts(values(200), { today: 200 });
  const usual = { recency: 60, frequency: 60, monetary: 60_000 };
  const from = scoreRfm(cuts, usual);
  for (const one of ['recency', 'frequency', 'monetary'] as const) {
    const more = scoreRfm(cuts, { ...usual, [one]: usual[one] * 3 });
    expect(more[one]).toBeGreaterThan(from[one]);
    expect({ ...more, [one]: from[one] }).toEqual(from);
  }
});

describe('R106: groups and profiles', () => {
  test.each<[number, number, number, string]>([
    [5, 5, 5, 'champions'],
    [4, 4, 3, 'champions'],
    [4, 3, 3, 'loyal'],
    [3, 5, 5, 'loyal'],
    [5, 2, 2, 'potential_loyalist'],
    [5, 1, 1, 'new'],
    [3, 1, 1, 'promising'],
    [3, 2, 2, 'needs_attention'],
    [2, 3, 3, 'needs_attention'],
    [2, 1, 1, 'about_to_sleep'],
    [2, 5, 5, 'at_risk'],
    [1, 3, 3, 'at_risk'],
    [1, 5, 5, 'cannot_lose'],
    [2, 2, 2, 'hibernating'],
    [1, 1, 1, 'lost'],
  ])('R %i F %i M %i: %s', (recency, frequency, monetary, group) => {
    expect(groupOf(recency, frequency, monetary)).toBe(group);
  });
  test('each of the eleven exists, and every buyer is in exactly one, with one of the three profiles (R71)', () => {
    const met = new Set<string>();
    for (const r of [1, 2, 3, 4, 5])
      for (const f of [1, 2, 3, 4, 5]) for (const m of [1, 2, 3, 4, 5]) met.add(groupOf(r, f, m)!);
    expect([...met].toSorted()).toEqual([...rfmGroups].toSorted());
    expect(new Set(rfmGroups.map(rfmProfile))).toEqual(new Set(rfmProfiles));
  });
  test('one order is no loyalty, however much it was and wherever the tie puts it', () => {
    expect(groupOf(5, 3, 5, 1)).toBe('new');
    expect(groupOf(1, 3, 5, 1)).toBe('lost');
  });
  test('who never bought is in no group, and goes with the dormant', () => {
    expect(groupOf(1, 1, 1, 0)).toBeUndefined();
    expect(rfmProfile(undefined)).toBe('dormant');
  });
  test('other granularities tell the same groups', () => {
    expect(groupOf(3, 3, 3, 2, 3)).toBe('champions');
    expect(groupOf(1, 1, 1, 2, 3)).toBe('hibernating');
    expect(groupOf(10, 10, 10, 2, 10)).toBe('champions');
  });
});

test('R106: on real orders: six of ten customers bought once, and have one score', () => {
  const { customers } = purchaseDays(readCdnowSample(), { until: calibrationEnd, currency: 'USD' });
  const rows = Array.from(customers.values(), (days) => ({
    recency: days.at(-1)!.day,
    frequency: days.length,
    monetary: days.reduce((sum, { amount }) => sum + amount, 0),
  }));
  const cuts = rfmCuts(
    {
      recency: rows.map(({ recency: value }) => ({ value, customers: 1 })),
      frequency: rows.map(({ frequency: value }) => ({ value, customers: 1 })),
      monetary: rows.map(({ monetary: value }) => ({ value, customers: 1 })),
    },
    { today: calibrationEnd },
  );
  const scored = rows.map((row) => ({ row, scores: scoreRfm(cuts, row) }));
  const once = scored.filter(({ row }) => row.frequency === 1);
  expect(once).toHaveLength(1411);
  expect(new Set(once.map(({ scores }) => scores.frequency))).toEqual(new Set([3]));
  const share = (score: number) => scored.filter(({ scores }) => scores.monetary === score).length / rows.length;
  for (const score of [1, 2, 3, 4, 5]) expect(share(score)).toBeCloseTo(0.2, 1);
});
