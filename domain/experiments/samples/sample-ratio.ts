import type { Answer } from '../answer.ts';
import { chiSquareAbove } from '../distributions.ts';

/** Below this the arms are not what was drawn, and no result may be believed (Kohavi, Tang and Xu 2020, chapter 21). */
export const mismatchBelow = 0.001;

export interface SampleRatio {
  readonly chiSquare: number;
  readonly p: number;
  /** True: something puts customers into an arm, or out of it, beside the draw. */
  readonly mismatch: boolean;
}

/**
 * Sample ratio mismatch: whether the arms have as many customers as they were to have. Pearson's chi-square; `expected`
 * are shares or weights of any sum, in the order of `counts`.
 */
export const sampleRatio = (counts: readonly number[], expected: readonly number[]): Answer<SampleRatio> => {
  if (counts.length < 2 || counts.length !== expected.length) return { unanswerable: 'one_arm' };
  if ([...counts, ...expected].some((one) => !Number.isFinite(one) || one < 0)) return { unanswerable: 'bad_number' };
  const total = sum(counts);
  const weights = sum(expected);
  if (total === 0) return { unanswerable: 'no_customers' };
  if (weights === 0) return { unanswerable: 'bad_option' };
  // An arm that nobody was to be in and somebody is in cannot be chance.
  if (counts.some((count, arm) => expected[arm] === 0 && count > 0)) return { chiSquare: total, p: 0, mismatch: true };
  const drawn = expected.map((weight) => (weight / weights) * total);
  const chiSquare = sum(counts.map((count, arm) => (drawn[arm]! > 0 ? (count - drawn[arm]!) ** 2 / drawn[arm]! : 0)));
  const freedom = drawn.filter((one) => one > 0).length - 1;
  const p = freedom > 0 ? chiSquareAbove(chiSquare, freedom) : 1;
  return { chiSquare, p, mismatch: p < mismatchBelow };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
