import type { Database } from '../../../db/client.ts';
import { readSpend, type SpendRow } from '../../../db/scoring/fit-rows.ts';
import { type FitOutcome, tooLittle } from '../../../domain/scores/models.ts';
import { errorsOf } from '../../scoring/holdout/errors.ts';
import { fitGammaGamma } from '../../scoring/models/gamma-gamma/fit.ts';
import { expectedSpend, type GammaGammaParameters } from '../../scoring/models/gamma-gamma/gamma-gamma.ts';
import type { Candidate, FitRequest, Last } from './candidate.ts';

/**
 * What a purchase comes to, judged by what repeat buyers spent a day after the cut; the baseline is the mean of all. A fit
 * without a mean of spend foresees nothing, and is not put to use.
 */
export const fitSpend = async (
  db: Database,
  { store, extent, days, cut, to, share }: FitRequest,
  last: Last | undefined,
): Promise<Candidate | FitOutcome> => {
  const short = tooLittle('spend', { repeatCustomers: extent.repeatCustomers, days });
  if (short) return short;
  const known = await readSpend(db, { store, until: cut, share }, to);
  const judged = known.filter(({ laterSpend, meanSpend }) => laterSpend !== null && meanSpend > 0);
  const mean = judged.reduce((all, { meanSpend }) => all + meanSpend, 0) / Math.max(1, judged.length);
  const errors = (say: (row: SpendRow) => number) =>
    errorsOf({
      said: judged.map(say),
      actual: judged.map(({ laterSpend }) => laterSpend!),
      weight: judged.map(({ later }) => later),
    });
  const by = (parameters: GammaGammaParameters) => errors((row) => expectedSpend(parameters, row));
  const own = by(fitGammaGamma(columnsOf(known)).parameters);
  const baseline = errors(() => mean);
  const before = last && by(last.parameters as unknown as GammaGammaParameters);

  const whole = await readSpend(db, { store, until: to, share }, to);
  const { parameters, standardErrors, logLikelihood, buyers } = fitGammaGamma(columnsOf(whole));
  return {
    kind: 'spend',
    name: 'gg',
    customers: whole.length,
    observations: buyers,
    estimates: { parameters, standardErrors, logLikelihood },
    holdout: {
      unseen: 'later days',
      from: cut,
      to,
      count: own.count,
      measure: 'rmse',
      error: parameters.q > 1 ? own.rmse : Number.MAX_VALUE,
      baseline: { name: 'mean', error: baseline.rmse },
      ...(before && { last: { version: last.version, error: before.rmse } }),
      foreseen: own.said,
      actual: own.actual,
    },
  };
};

const columnsOf = (rows: readonly SpendRow[]) => ({
  x: Float64Array.from(rows, ({ x }) => x),
  meanSpend: Float64Array.from(rows, ({ meanSpend }) => meanSpend),
});
