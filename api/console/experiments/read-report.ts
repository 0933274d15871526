import type { Database } from '../../../db/client.ts';
import { errorCode } from '../../../db/error-code.ts';
import type { RunningExperiment } from '../../../db/experiments/assignments.ts';
import { type Look, readLooks } from '../../../db/experiments/read-looks.ts';
import { readSection } from '../../../db/policies/section.ts';
import { listShares, type SharesRow } from '../../../db/experiments/shares.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { type ExperimentReport, reportOf } from '../../../domain/experiments/report/report.ts';
import { readRegistered } from '../../experiments/registered.ts';
import { armsRequest, declaredAs, marginFor, reportedOf } from '../../experiments/report-request.ts';
import { drawn, type Drawn } from '../charts/figure.tsx';
import { type AskedReport, reportWish } from './report-wish.ts';
import { experimentWords } from './experiment-words.ts';
import { reportCharts } from './report-charts.ts';

/** A report as its page shows it: what can be said now, and how that came about. */
export interface ShownReport {
  readonly experiment: RunningExperiment;
  readonly report: ExperimentReport;
  /** Where customers follow the better arm: every change of its parts, the newest first. */
  readonly versions: readonly SharesRow[];
  readonly charts: readonly Drawn[];
  readonly readAt: Date;
}

/** Which report is asked for. */
export interface ReportQuestion {
  readonly store: StoreRow;
  readonly experiment: RunningExperiment;
  readonly asked: AskedReport;
}

/** There are so many customers that their orders take longer than anybody waits for a page. */
export type ReportAnswer = ShownReport | 'too_many';

/** At most this long: a reader waits, and the database has other things to do. */
const patience = 20_000;

/** Instants at which the curve of the effect is looked at. */
const points = 12;

/** PostgreSQL's query_canceled, by its statement_timeout. */
const outOfTime = '57014';

/** Sums an experiment up: costly, so that pages keep the answer for a while. */
export const readReport = async (
  db: Database,
  { store, experiment, asked }: ReportQuestion,
  at: number,
): Promise<ReportAnswer> => {
  const asAsked = reportWish(asked, at);
  const shop = await readSection(db, store.id, 'shop', asAsked.until);
  const wish = { ...asAsked, margin: marginFor(experiment.experiment, asAsked.margin, shop) };
  const request = armsRequest(store, experiment.experiment, wish);
  try {
    const [looks, registered, versions] = await Promise.all([
      readLooks(db, request, instantsOf(experiment, request.window ?? 0, wish.until), patience),
      readRegistered(db, store, experiment.experiment, wish.until),
      listShares(db, store.id, [experiment.experiment]),
    ]);
    const follows = declaredAs(experiment.experiment)?.rebalance;
    const what = experimentWords(experiment.experiment, experiment.arms);
    const reported = ({ sums, batches }: Look) => ({
      ...reportedOf(store, experiment, wish, sums, follows && { versions, batches }),
      what,
    });
    const now = reported(looks.at(-1)!);
    const report = reportOf({ ...now, ...(registered && { registered }) });
    const curve = looks.map((look) => ({ at: look.at, report: reportOf(reported(look)) }));
    const charts = reportCharts(report, curve, { timezone: store.timezone, cost: now.cost });
    return { experiment, report, versions, charts: charts.map(drawn), readAt: wish.until };
  } catch (error) {
    if (errorCode(error) === outOfTime) return 'too_many';
    throw error;
  }
};

/** Even steps from when the first customer had their window to now. */
const instantsOf = ({ from }: RunningExperiment, window: number, until: Date): readonly Date[] => {
  const begin = Math.min(from.getTime() + window, until.getTime());
  const step = (until.getTime() - begin) / points;
  return Array.from({ length: points }, (_, index) => new Date(Math.round(begin + step * (index + 1))));
};
