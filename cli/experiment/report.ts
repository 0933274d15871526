import type { Database } from '../../db/client.ts';
import { listExperiments, type RunningExperiment } from '../../db/experiments/assignments.ts';
import { type ArmsRequest, countAssigned, readArms } from '../../db/experiments/read-arms.ts';
import { specs } from '../../api/specs.ts';
import { customersOfLook, lookReached } from '../../domain/experiments/looks/decide.ts';
import { type ArmSums, emptyArm } from '../../domain/experiments/report/arms.ts';
import { experimentInWords } from '../../domain/experiments/report/name.ts';
import { type ExperimentReport, reportOf } from '../../domain/experiments/report/report.ts';
import { reportInWords } from '../../domain/experiments/report/text.ts';
import { minorUnits } from '../../domain/money.ts';
import { findStore } from '../command/find-store.ts';
import { withDatabase } from '../command/with-database.ts';
import { controlOf } from './control.ts';
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
  readonly planned?: number;
  readonly looks: number;
  readonly json?: true;
}

const day = 86_400_000;

export const report = async (options: ReportOptions): Promise<void> => {
  const { experiment: asked, planned, window, json } = options;
  if (planned !== undefined && (window === undefined || asked === undefined)) {
    throw new ReportError('--planned is about one --experiment whose customers have one --window');
  }
  if (options.cost !== undefined && asked === undefined) throw new ReportError('--cost is about one --experiment');
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const until = options.until ?? new Date(clock.now());
    const since = options.since ?? new Date(until.getTime() - 365 * day);
    const running = await listExperiments(db, store.id, since);
    const wanted = running.filter(({ experiment }) => asked === undefined || experiment === asked);
    if (asked !== undefined && wanted.length === 0) throw new ExperimentUnknownError(asked, running);
    const reports: ExperimentReport[] = [];
    for (const one of wanted) {
      const units = (money: number | undefined) => money && minorUnits(money, store.currency);
      const request: ArmsRequest = {
        store: store.id,
        currency: store.currency,
        experiment: one.experiment,
        since,
        until,
        past: options.past * day,
        window: window && window * day,
        margin: options.margin,
        cap: units(options.cap),
      };
      reports.push(
        reportOf({
          experiment: one.experiment,
          what: experimentInWords(one.experiment, one.arms),
          control: controlOf(one),
          metric: options.margin === undefined ? 'revenue' : 'margin after discount',
          currency: store.currency,
          locale: 'en',
          cost: units(options.cost),
          sums: withEmpty(await readArms(db, request), one.arms),
          ...(planned !== undefined && { registered: await registeredOf(db, request, planned, options.looks) }),
        }),
      );
    }
    if (json) {
      console.log(JSON.stringify({ store: store.id, since, until, experiments: reports }, null, 2));
      return;
    }
    for (const one of reports) console.log(reportInWords(one, 'en').join('\n'));
    for (const line of untold(running)) console.log(line);
  });
};

/** Nobody of an arm may have had the whole window yet. */
const withEmpty = (sums: readonly ArmSums[], arms: readonly string[]): readonly ArmSums[] =>
  arms.map((arm) => sums.find((one) => one.arm === arm) ?? emptyArm(arm));

/** A look is about the customers who were assigned first: looking again later does not change what it says. */
const registeredOf = async (db: Database, request: ArmsRequest, customers: number, looks: number) => {
  const registration = { customers, looks };
  const look = lookReached(registration, await countAssigned(db, request));
  const first = customersOfLook(registration, look);
  return { ...registration, look, sums: look === 0 ? [] : await readArms(db, { ...request, first }) };
};

/** What nobody was held out from brings an amount that nobody can know. */
const untold = (running: readonly RunningExperiment[]): readonly string[] => {
  const names = specs.filter(({ purpose }) => purpose === 'marketing').map(({ name }) => name);
  const without = names.filter(
    (name) =>
      !running.some(({ experiment, arms }) => arms.includes('holdout') && experiment.split('/').at(-2) === name),
  );
  return without.length === 0
    ? []
    : [
        `What these bring cannot be told, because nobody was held out from them: ${without.join(', ')}.`,
        'Policy `holdout`, field `byJourney`, names the part of the customers that gets none of a journey (docs/experiments.md).',
      ];
};
