import type { Matrix } from './linear.ts';
import type { Evaluation } from './objective.ts';

/** Derivatives by positive parameters as derivatives by their logarithms (the chain rule). */
export const inLogarithms = (
  parameters: readonly number[],
  {
    value,
    gradient,
    hessian,
  }: { readonly value: number; readonly gradient: readonly number[]; readonly hessian: Matrix },
): Evaluation => {
  const slopes = gradient.map((slope, i) => slope * parameters[i]!);
  return {
    value,
    gradient: slopes,
    hessian: hessian.map((row, i) =>
      row.map((bend, j) => bend * parameters[i]! * parameters[j]! + (i === j ? slopes[i]! : 0)),
    ),
  };
};
