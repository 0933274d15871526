import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitSentence } from '../../domain/scores/fit-sentence.ts';
import { judgeFit, tooLittle } from '../../domain/scores/models.ts';
import { judgeWatch, type ScoreWatch } from '../../domain/scores/watch.ts';

describe('a fit is put to use by itself', () => {
  const baseline = { name: 'nbd', error: 2 };
  test.each<[string, number, number | undefined, string]>([
    ['when it foresees better than the baseline and none is in use', 1.9, undefined, 'promoted'],
    ['not when it is as bad as the baseline', 2, undefined, 'worse_than_baseline'],
    ['not when its error is no number', Number.NaN, undefined, 'worse_than_baseline'],
    ['when it is better than the one in use', 1.5, 1.6, 'promoted'],
    ['when it is worse by chance, up to one in a hundred', 1.61, 1.6, 'promoted'],
    ['not when it is worse than the one in use', 1.7, 1.6, 'worse_than_last'],
    ['not when it is worse than the baseline, though better than the one in use', 2.5, 3, 'worse_than_baseline'],
  ])('%s', (_, error, last, verdict) => {
    const before = last === undefined ? {} : { last: { version: 3, error: last } };
    expect(judgeFit({ error, baseline, ...before })).toBe(verdict);
  });

  test('and not fitted at all with too little data, of which it says how much is missing', () => {
    expect(tooLittle('orders', { customers: 500, repeatCustomers: 50, days: 180 })).toBeUndefined();
    const short = tooLittle('orders', { customers: 9_000, repeatCustomers: 49, days: 400 })!;
    expect(fitSentence(short)).toBe(
      'orders: no model, there is too little data: 9000 of 500 customers, 49 of 50 customers who bought again, 400 of 180 days since the first order',
    );
    expect(tooLittle('products', {})).toMatchObject({ outcome: 'too_little_data', has: {} });
  });
});

const of = (alive: number, days = 3) => ({ alive, churn: 1, expectedOrders: 0, lifetimeValue: null, days });

describe('a watch', () => {
  const atRisk: ScoreWatch = { score: 'alive', side: 'below', enter: 0.5, leave: 0.6, minimumOrders: 2 };

  test.each<[string, number, number, boolean, boolean]>([
    ['beyond the inner bound enters and stays', 0.49, 2, true, true],
    ['at the inner bound does not enter', 0.5, 2, false, true],
    ['between the bounds stays where it is', 0.55, 2, false, true],
    ['at the outer bound leaves', 0.6, 2, false, false],
    ['of somebody with too few orders is nothing', 0.1, 1, false, false],
  ])('%s', (_, alive, days, enters, stays) => {
    expect(judgeWatch(atRisk, of(alive, days))).toEqual({ value: alive, enters, stays });
  });

  test('looks at money only where something is said of it, and at nobody without a score', () => {
    const rich: ScoreWatch = { score: 'lifetimeValue', side: 'above', enter: 10_000, leave: 8_000, minimumOrders: 1 };
    expect(judgeWatch(rich, of(1))).toEqual({ value: null, enters: false, stays: false });
    expect(judgeWatch(rich, { ...of(1), lifetimeValue: 9_000 })).toEqual({ value: 9_000, enters: false, stays: true });
    expect(judgeWatch(rich, undefined)).toEqual({ value: null, enters: false, stays: false });
  });

  test('never sends somebody in who would leave at once', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, fc.constantFrom('above', 'below'), (value, one, other, side) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        const [enter, leave] = side === 'below' ? [low, high] : [high, low];
        const { enters, stays } = judgeWatch({ ...atRisk, side, enter, leave }, of(value));
        if (enters) expect(stays).toBe(true);
      }),
    );
  });
});
