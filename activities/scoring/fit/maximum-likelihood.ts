import { UnfittableError } from './errors.ts';
import { inverse, type Matrix, multiply, plus } from './linear.ts';
import { minimise } from './minimise.ts';
import type { Objective } from './objective.ts';

/** The most likely parameters, with what is uncertain about each. */
export interface Estimates<Name extends string> {
  readonly parameters: Readonly<Record<Name, number>>;
  /** From the observed information: the second derivatives at the maximum. */
  readonly standardErrors: Readonly<Record<Name, number>>;
  readonly logLikelihood: number;
}

/** The likelihood of a part of the rows, and which part of those of the next larger one it is. */
export interface Fewer {
  readonly objective: Objective;
  readonly share: number;
}

/**
 * Above this a parameter is unknown by a factor of e^10 either way, or its likelihood has no maximum: it grows all the
 * way to 0 or to infinity.
 */
const unknown = 10;
/** The same is true of one that the search took further than by a factor of e^this from where customers usually are. */
const farthest = 15;
const differenceStep = 1e-4;

/**
 * Maximises a likelihood over positive parameters. `objective` is the negative log-likelihood as a function of their
 * logarithms, with its gradient; `start` gives the parameters, in the order of the coordinates. `fewer` are the same of
 * fewer rows, the fewest first: where the search begins when there are many.
 *
 * @throws UnfittableError MODEL_NOT_IDENTIFIED, naming the parameters.
 */
export const maximumLikelihood = <Name extends string>(
  objective: Objective,
  start: Readonly<Record<Name, number>>,
  fewer: readonly Fewer[] = [],
): Estimates<Name> => {
  const names = Object.keys(start) as Name[];
  const begin = names.map((name) => Math.log(start[name]));
  let from = begin;
  let inverseHessian: Matrix | undefined;
  for (const { objective: rough, share } of fewer) {
    const coarse = minimise(rough, from, { ...(inverseHessian && { inverseHessian }), tolerance: 1e-4 });
    from = [...coarse.point];
    inverseHessian = coarse.inverseHessian.map((row) => row.map((value) => value * share));
  }
  const found = inverseHessian
    ? minimise(objective, from, { inverseHessian, tolerance: 1e-5 })
    : minimise(objective, begin);
  const covariance = inverse(found.hessian ?? differences(objective, found.point));
  const lost = names.filter(
    (_, i) =>
      !covariance || Math.abs(found.point[i]! - begin[i]!) > farthest || Math.sqrt(covariance[i]![i]!) > unknown,
  );
  if (!covariance || lost.length > 0) throw notIdentified(lost);
  // What the search left over: with the true second derivatives one step more is exact to second order.
  const last = plus(found.point, multiply(covariance, found.gradient), -1);
  const better = objective(last);
  const [point, value] = better.value <= found.value ? [last, better.value] : [found.point, found.value];
  const record = (of: (i: number) => number) =>
    Object.fromEntries(names.map((name, i) => [name, of(i)])) as Record<Name, number>;
  return {
    parameters: record((i) => Math.exp(point[i]!)),
    standardErrors: record((i) => Math.exp(point[i]!) * Math.sqrt(covariance[i]![i]!)),
    logLikelihood: -value,
  };
};

const notIdentified = (names: readonly string[]): UnfittableError =>
  new UnfittableError(
    'MODEL_NOT_IDENTIFIED',
    `These customers do not tell the parameters apart: ${names.join(', ')} may have any value. ` +
      'Fit more customers, or over a longer time.',
  );

/** Second derivatives as central differences of the gradient, made symmetric. */
const differences = (objective: Objective, point: readonly number[]): Matrix => {
  const rows = point.map((_, i) => {
    const moved = (by: number) => objective(point.map((value, j) => (i === j ? value + by : value))).gradient;
    return plus(moved(differenceStep), moved(-differenceStep), -1).map((value) => value / (2 * differenceStep));
  });
  return rows.map((row, i) => row.map((value, j) => (value + rows[j]![i]!) / 2));
};
