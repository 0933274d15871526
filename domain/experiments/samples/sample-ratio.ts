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

/** Customers assigned under the same parts: how many came into each arm, and the part that each was to get. */
export interface AssignedBatch {
  readonly counts: readonly number[];
  readonly shares: readonly number[];
}

/**
 * The same where the parts of the arms changed meanwhile: each customer counts with the chances that they had. The counts
 * are sums of independent draws, so that (O − E)ᵀ Σ⁻¹ (O − E) is chi-square; with one batch it is Pearson's.
 */
export const sampleRatioOf = (batches: readonly AssignedBatch[]): Answer<SampleRatio> => {
  const arms = batches[0]?.counts.length ?? 0;
  if (arms < 2 || batches.some(({ counts, shares }) => counts.length !== arms || shares.length !== arms))
    return { unanswerable: 'one_arm' };
  const figures = batches.flatMap(({ counts, shares }) => [...counts, ...shares]);
  if (figures.some((one) => !Number.isFinite(one) || one < 0)) return { unanswerable: 'bad_number' };
  const total = sum(batches.flatMap(({ counts }) => counts));
  if (total === 0) return { unanswerable: 'no_customers' };
  // An arm that nobody was to be in and somebody is in cannot be chance.
  if (batches.some(({ counts, shares }) => counts.some((count, arm) => shares[arm] === 0 && count > 0)))
    return { chiSquare: total, p: 0, mismatch: true };
  // The last arm is what the others leave.
  const others = Array.from({ length: arms - 1 }, (_, arm) => arm);
  const excess = others.map((arm) =>
    sum(batches.map(({ counts, shares }) => counts[arm]! - sum(counts) * shares[arm]!)),
  );
  const covariance = others.map((one) =>
    others.map((other) =>
      sum(
        batches.map(
          ({ counts, shares }) => sum(counts) * ((one === other ? shares[one]! : 0) - shares[one]! * shares[other]!),
        ),
      ),
    ),
  );
  const solved = solve(covariance, excess);
  if (!solved) return { unanswerable: 'bad_option' };
  const chiSquare = sum(excess.map((one, arm) => one * solved[arm]!));
  const p = chiSquareAbove(chiSquare, arms - 1);
  return { chiSquare, p, mismatch: p < mismatchBelow };
};

/** x of A x = b by elimination, A being symmetric and positive definite; undefined when it is not. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] | undefined => {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let i = 0; i < size; i += 1) {
    const pivot = rows[i]!;
    if (!(pivot[i]! > 1e-12 * matrix[i]![i]!)) return undefined;
    for (let k = i + 1; k < size; k += 1) {
      const factor = rows[k]![i]! / pivot[i]!;
      for (let j = i; j <= size; j += 1) rows[k]![j]! -= factor * pivot[j]!;
    }
  }
  const found = Array.from({ length: size }, () => 0);
  for (let i = size - 1; i >= 0; i -= 1) {
    const known = sum(found.map((value, j) => (j > i ? value * rows[i]![j]! : 0)));
    found[i] = (rows[i]![size]! - known) / rows[i]![i]!;
  }
  return found;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
