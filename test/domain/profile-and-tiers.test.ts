import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextTier } from '../../domain/loyalty/next-tier.ts';
import { defaultSignals } from '../../domain/policy/signals.ts';
import { nextQuestion, questions } from '../../domain/profiling/questions.ts';

test('R172 whatever a customer has told: one question at a time, none that is known, until nothing is left', () => {
  const known = fc.record({
    interest: fc.boolean(),
    birthday: fc.boolean(),
    channel: fc.boolean(),
    categories: fc.array(fc.string(), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(known, (told) => {
      const asked: string[] = [];
      for (let profile = told; ;) {
        const question = nextQuestion(profile);
        if (question === undefined) break;
        expect(profile[question]).toBe(false);
        asked.push(question);
        profile = { ...profile, [question]: true };
      }
      // A choice of one is none.
      const open = questions.filter((one) => !told[one] && (one !== 'interest' || told.categories.length > 1));
      expect(asked).toEqual(open);
    }),
  );
});

test.for([
  ['none yet', { tier: null, points: 0, paid: 4_000 }, { tier: 'bronze', missing: 6_000, by: 'spend' }],
  ['by what was paid', { tier: null, points: 0, paid: 10_000 }, { tier: 'silver', missing: 20_000, by: 'spend' }],
  ['as the shop told it', { tier: 'silver', points: 9, paid: 25_000 }, { tier: 'gold', missing: 55_000, by: 'spend' }],
  ['the highest', { tier: 'gold', points: 9, paid: 25_000 }, undefined],
  ['has what it takes already', { tier: 'bronze', points: 9, paid: 31_000 }, undefined],
  ['a tier that the bounds do not know', { tier: 'Platinum', points: 9, paid: 25_000 }, undefined],
] as const)('R170 the way to the next tier: %s', ([, progress, next]) => {
  expect(nextTier(defaultSignals.tiers, progress)).toEqual(next);
});

test('R170 a programme of points counts points', () => {
  const tiers = [{ name: 'one', enter: 100, leave: 100 }];
  expect(nextTier({ by: 'points', within: 365, tiers }, { tier: null, points: 40, paid: 9_999 })).toEqual({
    tier: 'one',
    missing: 60,
    by: 'points',
  });
});
