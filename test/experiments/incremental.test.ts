import { expect, test } from 'vitest';
import { analyse, type Arm } from '../../domain/experiments/analyse.ts';
import { incrementalOf, incrementalSentence } from '../../domain/experiments/incremental/incremental.ts';
import { moneyInWords } from '../../domain/experiments/incremental/money-words.ts';
import { formatMoney } from '../../domain/money.ts';

const told = { what: 'cartAbandonment', metric: 'revenue', currency: 'EUR', locale: 'en' };
const sentence = (low: number, high: number, cost?: number) =>
  incrementalSentence(incrementalOf({ value: (low + high) / 2, low, high }, 1, cost), { ...told, cost });

test('R249, R260: incremental revenue in a sentence that says whether it is more than its cost', () => {
  expect(sentence(120_000, 490_000, 200_000)).toBe(
    'Incremental revenue of cartAbandonment: between 1,200\u00a0€ and 4,900\u00a0€; too early to say whether more than its cost (2,000\u00a0€).',
  );
  expect(sentence(120_000, 490_000, 100_000)).toContain('and 4,900\u00a0€; more than its cost (1,000\u00a0€).');
  expect(sentence(120_000, 490_000, 900_000)).toContain('; less than its cost (9,000\u00a0€).');
  expect(sentence(-4_550, 490_000)).toContain(
    'between 45.50\u00a0€ less and 4,900\u00a0€ more; too early to say whether it brings anything.',
  );
  expect(sentence(-490_000, -120_000)).toContain(
    'between 1,200\u00a0€ and 4,900\u00a0€ less; without it customers bring more.',
  );
  expect(sentence(1_000, 2_000)).toContain('it brings more than nothing.');
});

test('what cannot be told says why, and no figure is given where the draw is broken', () => {
  expect(incrementalSentence({ unanswerable: 'no_customers' }, told)).toBe(
    'Incremental revenue of cartAbandonment: cannot be told. An arm has nobody in it.',
  );
  const some = incrementalOf({ value: 5, low: 1, high: 9 }, 100, undefined);
  expect(incrementalSentence(some, { ...told, mismatch: true })).toBe(
    'Incremental revenue of cartAbandonment: may not be told, because the arms are not what was drawn.',
  );
});

const arm = (name: string, changes: Partial<Arm> = {}): Arm => ({
  name,
  share: 50,
  customers: 10_000,
  mean: 1_000,
  variance: 9_000_000,
  buyers: 2_000,
  skewness: 1,
  before: { mean: 1_000, variance: 9_000_000, covariance: 4_500_000 },
  ...changes,
});

test('everyone assigned is compared, with the past taken off and a p that may be read any day', () => {
  const analysis = analyse({
    arms: [arm('holdout'), arm('treated', { mean: 1_300, before: { mean: 1_100, variance: 9e6, covariance: 4.5e6 } })],
    control: 'holdout',
  });
  if ('unanswerable' in analysis) throw new Error(analysis.unanswerable);
  const [treated] = analysis.comparisons;
  expect(treated).toMatchObject({ arm: 'treated', plain: { value: 300 } });
  // Half of the 100 by which the treated were ahead before.
  expect((treated!.planned as { value: number }).value).toBeCloseTo(250, 0);
  expect(treated!.incremental).toMatchObject({ verdict: 'more' });
  expect(analysis.warnings).toEqual([]);
});

test('several arms are judged by raised p-values; one arm, or none, is told', () => {
  const arms = [arm('none'), arm('five', { mean: 1_160 }), arm('ten', { mean: 1_150 })];
  const analysis = analyse({ arms, control: 'none' });
  if ('unanswerable' in analysis) throw new Error(analysis.unanswerable);
  const [five, ten] = analysis.comparisons.map(({ anytime, adjustedP }) => ({
    p: (anytime as { p: number }).p,
    adjustedP,
  }));
  expect(five!.adjustedP).toBeCloseTo(Math.min(1, 2 * five!.p), 12);
  expect(ten!.adjustedP).toBeCloseTo(Math.max(five!.adjustedP, ten!.p), 12);
  expect(analyse({ arms: [arm('none')], control: 'none' })).toEqual({ unanswerable: 'one_arm' });
  expect(analyse({ arms, control: 'absent' })).toEqual({ unanswerable: 'one_arm' });
});

const codes = (holdout: Partial<Arm>, share = 50) => {
  const analysis = analyse({ arms: [arm('holdout', { share, ...holdout }), arm('treated')], control: 'holdout' });
  if ('unanswerable' in analysis) throw new Error(analysis.unanswerable);
  return analysis.warnings.map(({ code }) => code);
};

test('a holdout that is too small, skewed or not as drawn is warned of', () => {
  expect(codes({})).toEqual([]);
  expect(codes({ buyers: 399 })).toEqual(['few_buyers']);
  // 355 times 17 squared: 102,595.
  expect(codes({ skewness: 17 })).toEqual(['skewed']);
  expect(codes({ customers: 9_000 })).toEqual(['ratio_mismatch']);
  expect(codes({ customers: 500, buyers: 90 }, 5)).toContain('few_buyers');
});

test('an arm without customers, without spread or with one customer never makes a figure up', () => {
  for (const holdout of [
    { customers: 0, mean: 0, variance: 0, buyers: 0, before: { mean: 0, variance: 0, covariance: 0 } },
    { customers: 1, mean: 5, variance: 0, buyers: 1 },
    { mean: Number.NaN },
  ]) {
    const analysis = analyse({ arms: [arm('holdout', holdout), arm('treated')], control: 'holdout' });
    if ('unanswerable' in analysis) throw new Error(analysis.unanswerable);
    expect(analysis.comparisons[0]!.incremental).toHaveProperty('unanswerable');
  }
  const nobodyBought = { mean: 0, variance: 0, buyers: 0, before: { mean: 0, variance: 0, covariance: 0 } };
  const quiet = analyse({ arms: [arm('holdout', nobodyBought), arm('treated', nobodyBought)], control: 'holdout' });
  expect(quiet).toMatchObject({ comparisons: [{ incremental: { unanswerable: 'no_variation' } }] });
});

test('no line breaks inside an amount, in any currency and language', () => {
  for (const currency of ['EUR', 'CHF', 'USD', 'JPY', 'KWD']) {
    for (const locale of ['en', 'fr', 'en-GB', 'fr-FR']) {
      for (const amount of [0, 5, -1_999, 123_456_789]) {
        const money = { amount, currency };
        expect([moneyInWords(money, locale), formatMoney(money, locale)].join('|')).not.toMatch(/[ \t\n]/u);
      }
    }
  }
});
