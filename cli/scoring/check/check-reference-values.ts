import * as betaGeometricAlive from '../../../activities/scoring/models/beta-geometric/alive.ts';
import * as betaGeometricOrders from '../../../activities/scoring/models/beta-geometric/expected-orders.ts';
import * as betaGeometricLikelihood from '../../../activities/scoring/models/beta-geometric/log-likelihood.ts';
import * as paretoAlive from '../../../activities/scoring/models/pareto/alive.ts';
import * as paretoOrders from '../../../activities/scoring/models/pareto/expected-orders.ts';
import * as paretoLikelihood from '../../../activities/scoring/models/pareto/log-likelihood.ts';
import {
  type CheckedColumn,
  type CheckedModel,
  checkedColumns,
  checkedModels,
  type ReferenceValue,
} from './read-reference-values.ts';

/** Largest relative errors that are taken as right. */
export const tolerances = {
  usual: 1e-10,
  /** Expected orders of BG/NBD and MBG/NBD where a is near 1: other programs have a 0 / 0 there. */
  nearOne: 1e-6,
} as const;

export interface ModelErrors {
  readonly model: CheckedModel;
  readonly rows: number;
  readonly errors: Readonly<Record<CheckedColumn, ColumnError>>;
}

export interface ColumnError {
  /** The largest relative error; NaN when a value was not a number. */
  readonly largest: number;
  /** The line that has it. */
  readonly line: number;
  /** Lines beyond their tolerance. */
  readonly beyond: number;
}

/** How far the models are from reference values, for each model and column that the values have. */
export const checkReferenceValues = (values: readonly ReferenceValue[]): readonly ModelErrors[] =>
  checkedModels.flatMap((model) => {
    const own = values.filter((value) => value.model === model);
    if (own.length === 0) return [];
    const computed = own.map(compute);
    const errors = checkedColumns.map((column) => [column, largest(own, computed, column)] as const);
    return [{ model, rows: own.length, errors: Object.fromEntries(errors) as ModelErrors['errors'] }];
  });

const largest = (
  values: readonly ReferenceValue[],
  computed: readonly ReferenceValue['expected'][],
  column: CheckedColumn,
): ColumnError => {
  let worst = { largest: 0, line: values[0]!.line };
  let beyond = 0;
  for (const [i, value] of values.entries()) {
    const error = relativeError(computed[i]![column], value.expected[column], column);
    if (!(error <= toleranceOf(value, column))) beyond += 1;
    // A NaN is worse than any number.
    if (!(error <= worst.largest) && !Number.isNaN(worst.largest)) worst = { largest: error, line: value.line };
  }
  return { ...worst, beyond };
};

/** A log-likelihood nearer to 0 is compared as if it were so far: that of a certain event is 0, or what rounding left. */
const certain = 1e-5;

const relativeError = (got: number, right: number, column: CheckedColumn): number => {
  if (got === right) return 0;
  const size = column === 'log_likelihood' ? Math.max(certain, Math.abs(right)) : Math.abs(right) || 1;
  return Math.abs(got - right) / size;
};

const toleranceOf = ({ model, parameters }: ReferenceValue, column: CheckedColumn): number =>
  column === 'expected_transactions' && model !== 'pnbd' && Math.abs(parameters[2] - 1) < 1e-5
    ? tolerances.nearOne
    : tolerances.usual;

const compute = ({ model, parameters: [p1, p2, p3, p4], history, t }: ReferenceValue): ReferenceValue['expected'] => {
  if (model === 'pnbd') {
    const parameters = { r: p1, alpha: p2, s: p3, beta: p4 };
    return {
      log_likelihood: paretoLikelihood.logLikelihood(parameters, history),
      p_alive: paretoAlive.probabilityAlive(parameters, history),
      expected_transactions: paretoOrders.expectedOrders(parameters, history, t),
    };
  }
  const parameters = { r: p1, alpha: p2, a: p3, b: p4 };
  const kind = model === 'bgnbd' ? 'bg' : 'mbg';
  return {
    log_likelihood: betaGeometricLikelihood.logLikelihood(kind, parameters, history),
    p_alive: betaGeometricAlive.probabilityAlive(kind, parameters, history),
    expected_transactions: betaGeometricOrders.expectedOrders(kind, parameters, history, t),
  };
};
