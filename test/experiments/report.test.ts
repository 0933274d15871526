import { expect, test } from 'vitest';
import type { ArmSums } from '../../domain/experiments/report/arms.ts';
import { experimentInWords } from '../../domain/experiments/report/name.ts';
import { type Reported, reportOf } from '../../domain/experiments/report/report.ts';
import { marginFor } from '../../api/experiments/report-request.ts';
import { reportInWords } from '../../domain/experiments/report/text.ts';

const arm = (name: string, share: number, customers: number, mean: number): ArmSums => ({
  arm: name,
  share,
  shareChanged: false,
  customers,
  buyers: 500,
  mean,
  variance: 25e6,
  thirdMoment: 0,
  beforeMean: 2_000,
  beforeVariance: 50e6,
  covariance: 17e6,
});

const words = (changes: Partial<Reported>): string => {
  const about = { experiment: 'shop/test', what: 'it', metric: 'revenue', currency: 'EUR', locale: 'en' };
  const sums = [arm('holdout', 0.1, 2_000, 2_000), arm('treated', 0.9, 18_000, 2_500)];
  return reportInWords(reportOf({ ...about, control: 'holdout', sums, ...changes }), 'en').join('\n');
};

test('R260: the sentence, each arm, the interval of any day and of one look, and what the past explains', () => {
  expect(words({ cost: 30_000 })).toMatchInlineSnapshot(`
    "shop/test
      Incremental revenue of it: between 31,836\u00a0€ and 148,164\u00a0€; more than its cost (300\u00a0€).
      holdout: 2,000 customers, 500 bought, 20.00\u00a0€ a customer
      treated: 18,000 customers, 500 bought, 25.00\u00a0€ a customer
      treated: 5.00\u00a0€ more a customer, +25.0 % (delta); at any time from 1.77\u00a0€ to 8.23\u00a0€, p below 0.0001
        if this is the only look: from 2.97\u00a0€ to 7.03\u00a0€, p below 0.0001
      What customers brought before explains 23.1 % of the differences between them."
  `);
});

test('R249: a registered decision says where it stands, by the customers who were assigned first', () => {
  const first = [arm('holdout', 0.1, 400, 2_000), arm('treated', 0.9, 3_600, 2_500)];
  const of = { customers: 20_000, looks: 5, words: 'revenue within 30 days' };
  const registered = { ...of, looked: [first] };
  expect(words({ registered })).toContain('  Registered: revenue within 30 days\n');
  expect(words({ registered })).toContain(
    'registered decision on treated: nothing yet (look 1 of 5, z 2.16, bound 4.88)',
  );
  expect(words({ registered: { ...registered, looked: [] } })).toContain('the first of 5 looks is at 4,000');
  const whole = [arm('holdout', 0.1, 2_000, 2_000), arm('treated', 0.9, 18_000, 2_500)];
  const looked = [first, first, first, first, whole];
  expect(words({ registered: { ...of, looked } })).toContain('there is an effect, from 2.9');
});

test('R249: what left its bounds at a look is decided, whatever later customers came to', () => {
  const strong = [arm('holdout', 0.1, 400, 2_000), arm('treated', 0.9, 3_600, 5_000)];
  const nothing = [arm('holdout', 0.1, 2_000, 2_000), arm('treated', 0.9, 18_000, 2_000)];
  const registered = { customers: 20_000, looks: 5, words: 'revenue', looked: [strong, nothing] };
  expect(words({ registered })).toContain('there is an effect');
  expect(words({ registered })).toContain('look 1 of 5');
});

test('less is called less; arms that are not what was drawn are given no figure', () => {
  const sums = [arm('none', 0.5, 9_000, 2_000), arm('ten', 0.5, 9_000, 1_800)];
  expect(words({ sums, control: 'none' })).toContain('ten: 2.00\u00a0€ less a customer, -10.0 % (delta)');
  const broken = words({ sums: [arm('holdout', 0.1, 4_000, 2_000), arm('treated', 0.9, 16_000, 2_500)] });
  expect(broken).toContain('may not be told, because the arms are not what was drawn');
  expect(broken).not.toContain('more a customer');
});

test('experiments are named as marketers know them', () => {
  expect(experimentInWords('holdout/all/2026-Q4', ['holdout', 'treated'])).toBe('all marketing (2026-Q4)');
  expect(experimentInWords('spring/winBack/always', ['holdout'])).toBe('winBack');
  expect(experimentInWords('cartAbandonment/cart-offer', ['none'])).toBe('cartAbandonment/cart-offer');
});

test('an offer is judged by the margin that the shop filled in, unless another is asked for', () => {
  expect(marginFor('cartAbandonment/cart-offer', undefined, { margin: 40 })).toBe(0.4);
  expect(marginFor('cartAbandonment/cart-offer', 0.3, { margin: 40 })).toBe(0.3);
  expect(marginFor('cartAbandonment/cart-offer', undefined, { margin: null })).toBeUndefined();
  expect(marginFor('holdout/cartAbandonment/2026-Q4', undefined, { margin: 40 })).toBeUndefined();
});

test('revenue of an offer is told with a warning', () => {
  expect(words({ revenueOfOffer: true })).toContain('An offer gives margin away, which revenue does not show');
});
