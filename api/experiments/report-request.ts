import type { RunningExperiment } from '../../db/experiments/assignments.ts';
import type { ArmsRequest } from '../../db/experiments/read-arms.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { batchesOf, type BatchSums, type SharesVersion } from '../../domain/experiments/reallocation/batches-of.ts';
import { type ArmSums, emptyArm } from '../../domain/experiments/report/arms.ts';
import { experimentInWords } from '../../domain/experiments/report/name.ts';
import type { Reported } from '../../domain/experiments/report/report.ts';
import type { Experiment, JourneySpec } from '../../domain/journey.ts';
import { minorUnits } from '../../domain/money.ts';
import type { ShopPolicy } from '../../domain/policy/shop.ts';
import { specs } from '../specs.ts';

const day = 86_400_000;

/** How an experiment is looked at; parts of one, not percent. */
export interface ReportWish {
  readonly since: Date;
  readonly until: Date;
  /** Days after the assignment in which orders count; until now without it. */
  readonly window?: number | undefined;
  /** Days before it that count as the past. */
  readonly past: number;
  /** Counts margin after discount, where prices hold so much. */
  readonly margin?: number | undefined;
  /** In the store's currency, as are the next ones: counts each customer up to so much. */
  readonly cap?: number | undefined;
  /** What the treated customers cost in all. */
  readonly cost?: number | undefined;
}

/**
 * The margin that an experiment is judged by, in parts of one: as it is asked for; without a wish that of the policy `shop`
 * (in percent) where an offer is tried, which costs of it. Undefined: revenue.
 */
export const marginFor = (
  experiment: string,
  asked: number | undefined,
  { margin }: Pick<ShopPolicy, 'margin'>,
): number | undefined => asked ?? (isOffer(experiment) && margin !== null ? margin / 100 : undefined);

const isOffer = (experiment: string): boolean => declaredAs(experiment)?.about === 'offer';

/** What of the database is summed for a report. */
export const armsRequest = (store: StoreRow, experiment: string, wish: ReportWish): ArmsRequest => ({
  store: store.id,
  currency: store.currency,
  experiment,
  since: wish.since,
  until: wish.until,
  past: wish.past * day,
  window: wish.window && wish.window * day,
  margin: wish.margin,
  cap: units(wish.cap, store.currency),
});

/** What is reported of these sums. */
export const reportedOf = (
  store: StoreRow,
  { experiment, arms }: Pick<RunningExperiment, 'experiment' | 'arms'>,
  wish: Pick<ReportWish, 'margin' | 'cost'>,
  sums: readonly ArmSums[],
  /** Where customers follow the better arm: the versions of the parts, and the sums by version. */
  following?: { readonly versions: readonly SharesVersion[]; readonly batches: readonly BatchSums[] },
): Reported => ({
  experiment,
  what: experimentInWords(experiment, arms),
  control: controlOf({ experiment, arms }),
  metric: wish.margin === undefined ? 'revenue' : 'margin after discount',
  revenueOfOffer: wish.margin === undefined && isOffer(experiment),
  currency: store.currency,
  locale: 'en',
  cost: units(wish.cost, store.currency),
  // Nobody of an arm may have had the whole window yet.
  sums: arms.map((arm) => sums.find((one) => one.arm === arm) ?? emptyArm(arm)),
  ...(following && { batches: batchesOf(arms, following.versions, following.batches) }),
});

const units = (money: number | undefined, currency: string): number | undefined => money && minorUnits(money, currency);

/** As a journey's spec has it; undefined of a holdout, and of what no journey tries any more. */
export const declaredAs = (experiment: string): Experiment | undefined => {
  const [journey, name] = experiment.split('/');
  return specs.find((spec) => spec.name === journey)?.experiments?.find((one) => one.name === name);
};

/** The arm that the others are compared with. */
export const controlOf = ({ experiment, arms }: Pick<RunningExperiment, 'experiment' | 'arms'>): string =>
  arms.includes('holdout') ? 'holdout' : (declaredAs(experiment)?.control ?? arms[0]!);

/** The journeys of marketing from which nobody was held out: what they bring is an amount that nobody can know. */
export const untold = (running: readonly RunningExperiment[]): readonly JourneySpec[] =>
  specs.filter(
    ({ purpose, name }) =>
      purpose === 'marketing' &&
      !running.some(({ experiment, arms }) => arms.includes('holdout') && experiment.split('/').at(-2) === name),
  );
