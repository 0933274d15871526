/** Linear algebra of the few dimensions that a model's parameters have. */
export type Matrix = readonly (readonly number[])[];

export const identity = (size: number): Matrix =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

export const multiply = (matrix: Matrix, vector: readonly number[]): readonly number[] =>
  matrix.map((row) => dot(row, vector));

/** a + factor × b. */
export const plus = (a: readonly number[], b: readonly number[], factor = 1): readonly number[] =>
  a.map((value, i) => value + factor * b[i]!);

/** The inverse of a symmetric positive definite matrix (Cholesky); undefined when it is not one. */
export const inverse = (matrix: Matrix): Matrix | undefined => {
  const size = matrix.length;
  const lower = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) rest -= lower[i]![k]! * lower[j]![k]!;
      if (i !== j) lower[i]![j] = rest / lower[j]![j]!;
      else if (rest > 0) lower[i]![i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  const columns = identity(size).map((unit) => backward(lower, forward(lower, unit)));
  return columns.every((column) => column.every(Number.isFinite)) ? columns : undefined;
};

const forward = (lower: Matrix, given: readonly number[]): readonly number[] => {
  const found: number[] = [];
  for (const [i, row] of lower.entries()) {
    const rest = found.reduce((left, value, k) => left - row[k]! * value, given[i]!);
    found.push(rest / row[i]!);
  }
  return found;
};

const backward = (lower: Matrix, given: readonly number[]): readonly number[] => {
  const found = [...given];
  for (let i = found.length - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < found.length; k += 1) found[i]! -= lower[k]![i]! * found[k]!;
    found[i]! /= lower[i]![i]!;
  }
  return found;
};
