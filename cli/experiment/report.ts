import { listExperiments, type RunningExperiment } from '../../db/experiments/assignments.ts';
import { readArms, readBatches } from '../../db/experiments/read-arms.ts';
import { readSection } from '../../db/policies/section.ts';
import { listShares } from '../../db/experiments/shares.ts';
import { readRegistered } from '../../api/experiments/registered.ts';
import { armsRequest, declaredAs, marginFor, reportedOf, untold } from '../../api/experiments/report-request.ts';
import { type ExperimentReport, reportOf } from '../../domain/experiments/report/report.ts';
import { reportInWords } from '../../domain/experiments/report/text.ts';
import { findStore } from '../command/find-store.ts';
import { withDatabase } from '../command/with-database.ts';
import { ExperimentUnknownError, ReportError } from './errors.ts';

/** `npm run experiment -- report`: what each experiment of a store brought. Parts of one, not percent. */
export interface ReportOptions {
  readonly store: string;
  readonly experiment?: string;
  readonly since?: Date;
  readonly until?: Date;
  /** Days. */
  readonly window?: number;
  readonly past: number;
  readonly margin?: number;
  /** In the store's currency. */
  readonly cap?: number;
  readonly cost?: number;
  readonly json?: true;
}

const day = 86_400_000;

export const report = async (options: ReportOptions): Promise<void> => {
  const { experiment: asked, json } = options;
  if (options.cost !== undefined && asked === undefined) throw new ReportError('--cost is about one --experiment');
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const until = options.until ?? new Date(clock.now());
    const since = options.since ?? new Date(until.getTime() - 365 * day);
    const running = await listExperiments(db, store.id, since);
    const wanted = running.filter(({ experiment }) => asked === undefined || experiment === asked);
    if (asked !== undefined && wanted.length === 0) throw new ExperimentUnknownError(asked, running);
    const shop = await readSection(db, store.id, 'shop', until);
    const reports: ExperimentReport[] = [];
    for (const one of wanted) {
      const wish = { ...options, since, until, margin: marginFor(one.experiment, options.margin, shop) };
      const request = armsRequest(store, one.experiment, wish);
      const following = declaredAs(one.experiment)?.rebalance && {
        versions: await listShares(db, store.id, [one.experiment]),
        batches: await readBatches(db, request),
      };
      const registered = await readRegistered(db, store, one.experiment, until);
      reports.push(
        reportOf({
          ...reportedOf(store, one, wish, await readArms(db, request), following),
          ...(registered && { registered }),
        }),
      );
    }
    if (json) {
      console.log(JSON.stringify({ store: store.id, since, until, experiments: reports }, null, 2));
      return;
    }
    for (const one of reports) console.log(reportInWords(one, 'en').join('\n'));
    for (const line of untoldInWords(running)) console.log(line);
  });
};

/** What nobody was held out from brings an amount that nobody can know. */
const untoldInWords = (running: readonly RunningExperiment[]): readonly string[] => {
  const without = untold(running).map(({ name }) => name);
  return without.length === 0
    ? []
    : [
        `What these bring cannot be told, because nobody was held out from them: ${without.join(', ')}.`,
        'Policy `holdout`, field `byJourney`, names the part of the customers that gets none of a journey (docs/experiments.md).',
      ];
};
