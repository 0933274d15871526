import { listExperiments } from '../../db/experiments/assignments.ts';
import { type ArmLifetimes, readLifetimes } from '../../db/experiments/read-lifetimes.ts';
import { experimentInWords } from '../../domain/experiments/report/name.ts';
import { sampleRatio } from '../../domain/experiments/samples/sample-ratio.ts';
import { survivalCurve } from '../../domain/experiments/survival/curve.ts';
import { longerBy } from '../../domain/experiments/survival/longer.ts';
import { survivalInWords } from '../../domain/experiments/survival/text.ts';
import { controlOf } from '../../api/experiments/report-request.ts';
import { findStore } from '../command/find-store.ts';
import { withDatabase } from '../command/with-database.ts';
import { ExperimentUnknownError } from './errors.ts';

/** `npm run experiment -- survival`: how long buyers stay buyers, with journeys and without (R66). */
export interface SurvivalOptions {
  readonly store: string;
  readonly experiment: string;
  readonly since?: Date;
  readonly until?: Date;
  /** Days. */
  readonly silence: number;
  readonly horizon: number;
  readonly once?: true;
  readonly json?: true;
}

const day = 86_400_000;

/** The part that an arm was to get; unknown where it has no buyer. */
const shareOf = (counts: readonly ArmLifetimes[], name: string): number => {
  const own = counts.filter(({ arm }) => arm === name);
  const customers = own.reduce((sum, one) => sum + one.customers, 0);
  return own.reduce((sum, one) => sum + one.assigned * one.customers, 0) / customers;
};

export const survival = async (options: SurvivalOptions): Promise<void> => {
  const { experiment: asked, silence, horizon, once = false, json } = options;
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const until = options.until ?? new Date(clock.now());
    const since = options.since ?? new Date(until.getTime() - 2 * 365 * day);
    const running = await listExperiments(db, store.id, since);
    const one = running.find(({ experiment }) => experiment === asked);
    if (!one) throw new ExperimentUnknownError(asked, running);
    const request = { store: store.id, experiment: asked, since, until, silence: silence * day, once };
    const counts = await readLifetimes(db, request);
    const control = controlOf(one);
    const arms = one.arms
      .toSorted((a, b) => Number(b === control) - Number(a === control))
      .map((name) => ({ name, curve: survivalCurve(counts.filter(({ arm }) => arm === name)) }));
    const [first, ...others] = arms;
    const told = {
      what: experimentInWords(asked, one.arms),
      silence,
      arms,
      ratio: sampleRatio(
        arms.map(({ curve }) => curve.customers),
        arms.map(({ name }) => shareOf(counts, name)),
      ),
      longer: others.map(({ name, curve }) => ({ arm: name, answer: longerBy(first!.curve, curve, horizon) })),
    };
    if (json) console.log(JSON.stringify({ store: store.id, since, until, horizon, ...told }, null, 2));
    else for (const line of survivalInWords(told, horizon)) console.log(line);
  });
};
