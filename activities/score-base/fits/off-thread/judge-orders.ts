import { errorsOf, type Errors } from '../../../scoring/holdout/errors.ts';
import type { Estimates } from '../../../scoring/fit/maximum-likelihood.ts';
import { fitBetaGeometric } from '../../../scoring/models/beta-geometric/fit.ts';
import type { BetaGeometricModel, BetaGeometricParameters } from '../../../scoring/models/beta-geometric/parameters.ts';
import { fitNbd } from '../../../scoring/models/nbd/fit.ts';
import { expectedOrders as expectedByNbd } from '../../../scoring/models/nbd/nbd.ts';
import { expectOrders } from '../../../scoring/score/expect-orders.ts';
import type { HistoryColumns } from '../../../scoring/statistics.ts';

/** Times in weeks. */
export interface OrdersToJudge {
  readonly model: BetaGeometricModel;
  /** The past up to the cut, and the purchases that came after it, within `weeks`. */
  readonly held: Required<HistoryColumns> & { readonly later: Float64Array };
  readonly weeks: number;
  readonly whole: Required<HistoryColumns>;
  /** The model in use. */
  readonly last?: { readonly model: BetaGeometricModel; readonly parameters: BetaGeometricParameters };
}

export interface JudgedOrders {
  readonly estimates: Estimates<keyof BetaGeometricParameters>;
  /** Of what came after the cut: by this model, by NBD, in which nobody leaves, and by the model in use. */
  readonly own: Errors;
  readonly baseline: Errors;
  readonly last?: Errors;
}

/** Fits how often customers buy, and how well it would have been foreseen. */
export const judgeOrders = ({ model, held, weeks, whole, last }: OrdersToJudge): JudgedOrders => {
  const foresee = (name: BetaGeometricModel, parameters: BetaGeometricParameters) =>
    errorsOf({ said: expectOrders(name, parameters, held, weeks), actual: held.later, weight: held.weight });
  const nbd = fitNbd(held).parameters;
  const said = Float64Array.from(held.later, (_, i) => expectedByNbd(nbd, { x: held.x[i]!, T: held.T[i]! }, weeks));
  return {
    own: foresee(model, fitBetaGeometric(model, held).parameters),
    baseline: errorsOf({ said, actual: held.later, weight: held.weight }),
    ...(last && { last: foresee(last.model, last.parameters) }),
    estimates: fitBetaGeometric(model, whole),
  };
};
