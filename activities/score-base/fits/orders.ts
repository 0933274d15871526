import type { Database } from '../../../db/client.ts';
import { dayNumber } from '../../../db/scoring/days.ts';
import { type HistoryRow, readHistories } from '../../../db/scoring/fit-rows.ts';
import { type FitOutcome, tooLittle } from '../../../domain/scores/models.ts';
import { errorsOf } from '../../scoring/holdout/errors.ts';
import { fitBetaGeometric } from '../../scoring/models/beta-geometric/fit.ts';
import type { BetaGeometricModel, BetaGeometricParameters } from '../../scoring/models/beta-geometric/parameters.ts';
import { fitNbd } from '../../scoring/models/nbd/fit.ts';
import { expectedOrders as expectedByNbd } from '../../scoring/models/nbd/nbd.ts';
import { daysPerWeek } from '../../scoring/orders/history.ts';
import { expectOrders } from '../../scoring/score/expect-orders.ts';
import type { HistoryColumns } from '../../scoring/statistics.ts';
import type { Candidate, FitRequest, Last } from './candidate.ts';

/** How often customers buy, judged by the orders of the days after the cut; the baseline is NBD, in which nobody leaves. */
export const fitOrders = async (
  db: Database,
  { store, model, extent, days, cut, to, share }: FitRequest,
  last: Last | undefined,
): Promise<Candidate | FitOutcome> => {
  const { customers, repeatCustomers } = extent;
  const short = tooLittle('orders', { customers, repeatCustomers, days });
  if (short) return short;
  const known = await readHistories(db, { store, until: cut, share }, to);
  const held = columnsOf(known);
  const weeks = (dayNumber(to) - dayNumber(cut)) / daysPerWeek;
  const foresee = (name: BetaGeometricModel, parameters: BetaGeometricParameters) =>
    errorsOf({ said: expectOrders(name, parameters, held, weeks), actual: held.later, weight: held.weight });
  const own = foresee(model, fitBetaGeometric(model, held).parameters);
  const nbd = fitNbd(held).parameters;
  const baseline = errorsOf({
    said: known.map((_, i) => expectedByNbd(nbd, { x: held.x[i]!, T: held.T[i]! }, weeks)),
    actual: held.later,
    weight: held.weight,
  });
  const before =
    last && foresee(last.name as BetaGeometricModel, last.parameters as unknown as BetaGeometricParameters);

  const whole = columnsOf(await readHistories(db, { store, until: to, share }, to));
  return {
    kind: 'orders',
    name: model,
    customers: sum(whole.weight),
    observations: whole.x.reduce((all, x, i) => all + x * whole.weight[i]!, 0),
    estimates: fitBetaGeometric(model, whole),
    holdout: {
      unseen: 'later days',
      from: cut,
      to,
      count: own.count,
      measure: 'rmse',
      error: own.rmse,
      baseline: { name: 'nbd', error: baseline.rmse },
      ...(before && { last: { version: last.version, error: before.rmse } }),
      foreseen: own.said,
      actual: own.actual,
    },
  };
};

/** In weeks. */
const columnsOf = (rows: readonly HistoryRow[]) => {
  const column = (of: (row: HistoryRow) => number): Float64Array => Float64Array.from(rows, of);
  return {
    x: column(({ x }) => x),
    tx: column(({ tx }) => tx / daysPerWeek),
    T: column(({ T }) => T / daysPerWeek),
    later: column(({ later }) => later),
    weight: column(({ weight }) => weight),
  } satisfies HistoryColumns & { later: Float64Array };
};

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
