import type { Database } from '../../../db/client.ts';
import { readSpend, type SpendRow } from '../../../db/scoring/fit-rows.ts';
import { type FitOutcome, tooLittle } from '../../../domain/scores/models.ts';
import type { GammaGammaParameters } from '../../scoring/models/gamma-gamma/gamma-gamma.ts';
import type { Candidate, FitRequest, Last } from './candidate.ts';
import { judgeOffThread } from './off-thread/off-thread.ts';

/**
 * What a purchase comes to, judged by what repeat buyers spent a day after the cut; the baseline is the mean of all. A fit
 * without a mean of spend foresees nothing, and is not put to use.
 */
export const fitSpend = async (
  db: Database,
  { store, extent, days, cut, to, share, signal }: FitRequest,
  last: Last | undefined,
): Promise<Candidate | FitOutcome> => {
  const short = tooLittle('spend', { repeatCustomers: extent.repeatCustomers, days });
  if (short) return short;
  const held = columnsOf(await readSpend(db, { store, until: cut, share }, to));
  const whole = columnsOf(await readSpend(db, { store, until: to, share }, to));
  const customers = whole.x.length;
  const parameters = last?.parameters as unknown as GammaGammaParameters | undefined;
  const judged = await judgeOffThread('spend', { held, whole, ...(parameters && { last: parameters }) }, signal);
  const { buyers, parameters: found, standardErrors, logLikelihood } = judged.estimates;
  return {
    kind: 'spend',
    name: 'gg',
    customers,
    observations: buyers,
    estimates: { parameters: found, standardErrors, logLikelihood },
    holdout: {
      unseen: 'later days',
      from: cut,
      to,
      count: judged.own.count,
      measure: 'rmse',
      error: found.q > 1 ? judged.own.rmse : Number.MAX_VALUE,
      baseline: { name: 'mean', error: judged.baseline.rmse },
      ...(last && judged.last && { last: { version: last.version, error: judged.last.rmse } }),
      foreseen: judged.own.said,
      actual: judged.own.actual,
    },
  };
};

const columnsOf = (rows: readonly SpendRow[]) => ({
  x: Float64Array.from(rows, ({ x }) => x),
  meanSpend: Float64Array.from(rows, ({ meanSpend }) => meanSpend),
  later: Float64Array.from(rows, ({ later }) => later),
  laterSpend: Float64Array.from(rows, ({ laterSpend }) => laterSpend ?? Number.NaN),
});
