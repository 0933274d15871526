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

/**
 * Above this a parameter is unknown by a factor of e^10 either way, or its likelihood has no maximum: it grows all the
 * way to 0 or to infinity.
 */
const unknown = 10;
const differenceStep = 1e-4;

/**
 * Maximises a likelihood over positive parameters. `objective` is the negative log-likelihood as a function of their
 * logarithms, with its gradient; `start` gives the parameters, in the order of the coordinates. `rough` is the same of
 * fewer rows, where the search begins when there are many.
 *
 * @throws UnfittableError MODEL_NOT_IDENTIFIED, naming the parameters.
 */
export const maximumLikelihood = <Name extends string>(
  objective: Objective,
  start: Readonly<Record<Name, number>>,
  rough?: { readonly objective: Objective; readonly share: number },
): Estimates<Name> => {
  const names = Object.keys(start) as Name[];
  const begin = names.map((name) => Math.log(start[name]));
  const coarse = rough ? minimise(rough.objective, begin, { tolerance: 1e-4 }) : undefined;
  const found = coarse
    ? minimise(objective, coarse.point, {
        inverseHessian: scaled(coarse.inverseHessian, rough!.share),
        tolerance: 1e-5,
      })
    : minimise(objective, begin);
  const covariance = inverse(hessian(objective, found.point));
  const lost = names.filter(
    (_, i) => !covariance || Math.abs(found.point[i]! - begin[i]!) > 30 || Math.sqrt(covariance[i]![i]!) > unknown,
  );
  if (!covariance || lost.length > 0) throw notIdentified(lost);
  // What BFGS left over: with the true second derivatives one step more is exact to second order.
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

const scaled = (matrix: Matrix, factor: number): Matrix => matrix.map((row) => row.map((value) => value * factor));

/** Second derivatives as central differences of the gradient, made symmetric. */
const hessian = (objective: Objective, point: readonly number[]): Matrix => {
  const rows = point.map((_, i) => {
    const moved = (by: number) => objective(point.map((value, j) => (i === j ? value + by : value))).gradient;
    return plus(moved(differenceStep), moved(-differenceStep), -1).map((value) => value / (2 * differenceStep));
  });
  return rows.map((row, i) => row.map((value, j) => (value + rows[j]![i]!) / 2));
};
