import type { Database } from '../../../db/client.ts';
import { dayNumber } from '../../../db/scoring/days.ts';
import { type HistoryRow, readHistories } from '../../../db/scoring/fit-rows.ts';
import { type FitOutcome, tooLittle } from '../../../domain/scores/models.ts';
import type { BetaGeometricModel, BetaGeometricParameters } from '../../scoring/models/beta-geometric/parameters.ts';
import { daysPerWeek } from '../../scoring/orders/history.ts';
import type { Candidate, FitRequest, Last } from './candidate.ts';
import { judgeOffThread } from './off-thread/off-thread.ts';

/** How often customers buy, judged by the orders of the days after the cut; the baseline is NBD, in which nobody leaves. */
export const fitOrders = async (
  db: Database,
  { store, model, extent, days, cut, to, share, signal }: FitRequest,
  last: Last | undefined,
): Promise<Candidate | FitOutcome> => {
  const { customers, repeatCustomers } = extent;
  const short = tooLittle('orders', { customers, repeatCustomers, days });
  if (short) return short;
  const held = columnsOf(await readHistories(db, { store, until: cut, share }, to));
  const whole = columnsOf(await readHistories(db, { store, until: to, share }, to));
  const observed = { customers: sum(whole.weight), observations: sum(whole.x.map((x, i) => x * whole.weight[i]!)) };
  const judged = await judgeOffThread(
    'orders',
    {
      model,
      held,
      whole,
      weeks: (dayNumber(to) - dayNumber(cut)) / daysPerWeek,
      ...(last && {
        last: {
          model: last.name as BetaGeometricModel,
          parameters: last.parameters as unknown as BetaGeometricParameters,
        },
      }),
    },
    signal,
  );
  return {
    kind: 'orders',
    name: model,
    ...observed,
    estimates: judged.estimates,
    holdout: {
      unseen: 'later days',
      from: cut,
      to,
      count: judged.own.count,
      measure: 'rmse',
      error: judged.own.rmse,
      baseline: { name: 'nbd', error: judged.baseline.rmse },
      ...(last && judged.last && { last: { version: last.version, error: judged.last.rmse } }),
      foreseen: judged.own.said,
      actual: judged.own.actual,
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
  };
};

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
