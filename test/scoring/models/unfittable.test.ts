import { describe, expect, test } from 'vitest';
import type { UnfittableCode } from '../../../activities/scoring/fit/errors.ts';
import { fitBetaGeometric } from '../../../activities/scoring/models/beta-geometric/fit.ts';
import { fitGammaGamma } from '../../../activities/scoring/models/gamma-gamma/fit.ts';
import { fitNbd } from '../../../activities/scoring/models/nbd/fit.ts';
import { fitPareto } from '../../../activities/scoring/models/pareto/fit.ts';
import type { HistoryColumns } from '../../../activities/scoring/statistics.ts';
import { cdnowStatistics, readCdnowSample } from '../data/read-rows.ts';

const fits = {
  bg: (columns: HistoryColumns) => fitBetaGeometric('bg', columns),
  mbg: (columns: HistoryColumns) => fitBetaGeometric('mbg', columns),
  pareto: fitPareto,
  nbd: fitNbd,
};
const rows = (...given: readonly (readonly [x: number, tx: number, T: number])[]): HistoryColumns => ({
  x: given.map(([x]) => x),
  tx: given.map(([, tx]) => tx),
  T: given.map(([, , T]) => T),
});
const many = <Row>(count: number, row: Row): readonly Row[] => Array.from({ length: count }, () => row);
const codeOf = (fit: () => unknown): string => {
  try {
    return `parameters ${JSON.stringify(fit())}`;
  } catch (error) {
    expect((error as Error).message).toMatch(/\. \S/u);
    return (error as { code: string }).code;
  }
};

const unfittable: readonly (readonly [string, HistoryColumns, UnfittableCode])[] = [
  ['nobody', rows(), 'NO_CUSTOMERS'],
  ['customers who bought once each', rows([0, 0, 10], [0, 0, 20], [0, 0, 5]), 'NO_REPEAT_PURCHASES'],
  ['customers of the last day alone', rows([0, 0, 0], [0, 0, 0]), 'NO_TIME_OBSERVED'],
  ['one customer', rows([3, 12, 20]), 'MODEL_NOT_IDENTIFIED'],
  ['customers who are all the same', rows(...many(50, [3, 12, 20] as const)), 'MODEL_NOT_IDENTIFIED'],
  ['a negative number of purchases', rows([1, 5, 9], [-1, 0, 9]), 'HISTORY_INVALID'],
  ['half a purchase', rows([0.5, 5, 9]), 'HISTORY_INVALID'],
  ['a last purchase after the end', rows([1, 12, 9]), 'HISTORY_INVALID'],
  ['a time that is no number', rows([1, 5, Number.NaN]), 'HISTORY_INVALID'],
  ['a time before the first purchase', rows([1, -5, 9]), 'HISTORY_INVALID'],
  ['a last purchase of somebody who came once', rows([0, 5, 9]), 'HISTORY_INVALID'],
];

describe.each(Object.entries(fits))('%s says why it cannot be fitted to', (_, fit) => {
  test.each(unfittable)('%s', (_what, columns, code) => {
    expect(codeOf(() => fit(columns))).toBe(code);
  });
});

test('a row is named by its place, with what is wrong and what to do', () => {
  expect(() => fitNbd(rows([1, 5, 9], [2, 8, 7]))).toThrow(
    'Customer 2 has no possible history: the last purchase (8) is later than the end (7). Correct or leave it out.',
  );
});

const spend = (...given: readonly (readonly [x: number, meanSpend: number])[]) => ({
  x: given.map(([x]) => x),
  meanSpend: given.map(([, meanSpend]) => meanSpend),
});

describe('spend', () => {
  test.each<[string, ReturnType<typeof spend>, UnfittableCode]>([
    ['of nobody', spend(), 'NO_REPEAT_PURCHASES'],
    ['of one-time buyers', spend([0, 0], [0, 0]), 'NO_REPEAT_PURCHASES'],
    ['that came to nothing', spend([2, 0], [1, -5]), 'NO_REPEAT_PURCHASES'],
    ['of one buyer', spend([2, 30]), 'MODEL_NOT_IDENTIFIED'],
    ['that is the same of all', spend(...many(40, [2, 30] as const)), 'MODEL_NOT_IDENTIFIED'],
    ['that is no number', spend([2, Number.NaN]), 'HISTORY_INVALID'],
  ])('%s cannot be fitted', (_, columns, code) => {
    expect(codeOf(() => fitGammaGamma(columns))).toBe(code);
  });

  test('that came to nothing is left out and counted', () => {
    const { x, meanSpend } = cdnowStatistics(readCdnowSample());
    const whole = fitGammaGamma({ x, meanSpend });
    const more = fitGammaGamma({ x: [...x, 2, 3], meanSpend: [...meanSpend, 0, -4] });
    expect(more).toEqual({ ...whole, leftOut: 2 });
  });
});
