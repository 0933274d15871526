import { dot, identity, inverse, type Matrix, multiply, plus } from './linear.ts';
import type { Evaluation, Objective } from './objective.ts';

export interface Minimum extends Evaluation {
  readonly point: readonly number[];
  /** The inverse of the second derivatives; where the objective does not tell them, as the steps showed them. */
  readonly inverseHessian: Matrix;
}

/** No coordinate moves further in one step: the coordinates are logarithms of parameters. */
const longestStep = 1.5;
const mostSteps = 300;
/** A decrease that rounding of a sum of many rows can hide. */
const noise = 1e-14;

/**
 * The minimum nearest to `start` in the direction of descent: Newton's method where the objective tells its second
 * derivatives and they are those of a bowl, else BFGS, both with backtracking (Nocedal and Wright, Numerical Optimization,
 * algorithms 3.2 and 6.1). Ends when the step that is left is below `tolerance` in every coordinate, when no step
 * leads down, or when a coordinate went further than `far` from the start: it is the caller who judges what it found.
 */
export const minimise = (
  objective: Objective,
  start: readonly number[],
  { inverseHessian, tolerance = 1e-7, far = 40 }: Options = {},
): Minimum => {
  const first = objective(start);
  let known = bowl(first) ?? inverseHessian;
  let here: Minimum = { point: start, ...first, inverseHessian: known ?? identity(start.length) };
  for (let step = 0; step < mostSteps; step += 1) {
    const wanted = multiply(here.inverseHessian, here.gradient).map((value) => -value);
    const size = Math.max(...wanted.map(Math.abs));
    if (!(size > tolerance) || here.point.some((value, i) => Math.abs(value - start[i]!) > far)) return here;
    // Before the scale is known the first step is a short one downhill.
    const longest = known ? longestStep : 0.3;
    const direction = size > longest ? wanted.map((value) => (value * longest) / size) : wanted;
    const next = goDown(objective, here, direction);
    if (!next) {
      if (!known) return here;
      known = undefined;
      here = { ...here, inverseHessian: identity(start.length) };
      continue;
    }
    known = bowl(next) ?? updated(known, plus(next.point, here.point, -1), plus(next.gradient, here.gradient, -1));
    here = { ...next, inverseHessian: known ?? identity(start.length) };
  }
  return here;
};

/** The inverse of the second derivatives where they rise in every direction. */
const bowl = ({ hessian }: Evaluation): Matrix | undefined => hessian && inverse(hessian);

interface Options {
  readonly inverseHessian?: Matrix;
  readonly tolerance?: number;
  readonly far?: number;
}

const goDown = (
  objective: Objective,
  from: Minimum,
  direction: readonly number[],
): (Evaluation & { readonly point: readonly number[] }) | undefined => {
  const slope = dot(direction, from.gradient);
  if (!(slope < 0)) return undefined;
  for (let factor = 1; factor > 1e-10; factor /= 3) {
    const point = plus(from.point, direction, factor);
    const found = objective(point);
    const allowed = from.value + 1e-4 * factor * slope + noise * Math.abs(from.value);
    if (found.value <= allowed && found.gradient.every(Number.isFinite)) return { point, ...found };
  }
  return undefined;
};

/** The BFGS update; the first one takes its scale from the step. */
const updated = (
  inverse: Matrix | undefined,
  step: readonly number[],
  change: readonly number[],
): Matrix | undefined => {
  const curvature = dot(step, change);
  if (!(curvature > 1e-12 * dot(step, step))) return inverse;
  const scale = curvature / dot(change, change);
  const before = inverse ?? identity(step.length).map((row) => row.map((value) => value * scale));
  const turned = multiply(before, change);
  const factor = (1 + dot(change, turned) / curvature) / curvature;
  return before.map((row, i) =>
    row.map(
      (value, j) => value + factor * step[i]! * step[j]! - (turned[i]! * step[j]! + step[i]! * turned[j]!) / curvature,
    ),
  );
};
