import { isKnown } from '../../../domain/experiments/answer.ts';
import { adjust } from '../../../domain/experiments/effects/cuped.ts';
import { difference } from '../../../domain/experiments/effects/difference.ts';
import { anytimeDifference } from '../../../domain/experiments/looks/confidence-sequence.ts';
import { evenLooks, spendingBounds } from '../../../domain/experiments/looks/group-sequential.ts';
import { merge, type Pair, pairedSampleOf, type PairedSample } from '../../../domain/experiments/samples/sample.ts';
import { seededRandom } from '../../../domain/random.ts';
import { fractionOf } from '../../../domain/split.ts';
import { type Effect, type Shop, spend, trueDifference } from './shop.ts';

export interface PeekingSetting {
  readonly shop: Shop;
  /** Customers who come in a day, each counted once. */
  readonly perDay: number;
  readonly days: number;
  readonly holdout: number;
  readonly effect: Effect;
  /** Of the registered decision, over the same days. */
  readonly plannedLooks: number;
}

/** Of all runs, the parts in which some look… */
export interface Peeking {
  readonly runs: number;
  /** …had a Welch p below 5 %, looked at every day. */
  readonly fixed: number;
  /** …had an interval that holds at any time and left 0 out. */
  readonly anytime: number;
  /** …left the bounds of a decision with planned looks. */
  readonly planned: number;
  /** …had an interval that holds at any time and left the truth out. */
  readonly anytimeMissed: number;
}

/** What whoever looks at an experiment every day is told, where the truth is known. */
export const simulatePeeking = (setting: PeekingSetting, runs: number, seed: number): Peeking => {
  const bounds = spendingBounds(evenLooks(setting.plannedLooks));
  if ('unanswerable' in bounds) throw new RangeError('a decision has from 1 to 50 looks');
  const truth = trueDifference(setting.shop, setting.effect);
  const sums = { fixed: 0, anytime: 0, planned: 0, anytimeMissed: 0 };
  for (let run = 0; run < runs; run++) {
    const seen = { fixed: false, anytime: false, planned: false, anytimeMissed: false };
    for (const { day, arms } of daysOf(setting, seed, run)) {
      const [control, treated] = adjust(arms).arms;
      const fixed = difference(control!, treated!);
      const anytime = anytimeDifference(control!, treated!);
      if (!isKnown(fixed) || !isKnown(anytime)) continue;
      seen.fixed ||= fixed.p < 0.05;
      seen.anytime ||= anytime.p < 0.05;
      seen.anytimeMissed ||= truth < anytime.low || truth > anytime.high;
      const look = bounds.looks.find(({ fraction }) => Math.round(fraction * setting.days) === day);
      seen.planned ||= look?.bound !== undefined && Math.abs(fixed.value / fixed.standardError) >= look.bound;
    }
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += Number(seen[name]) / runs;
  }
  return { runs, ...sums };
};

/** The arms at the end of each day. */
function* daysOf(setting: PeekingSetting, seed: number, run: number) {
  const random = seededRandom(seed * 1_000_003 + run);
  let arms: readonly PairedSample[] = [pairedSampleOf([]), pairedSampleOf([])];
  for (let day = 1; day <= setting.days; day++) {
    const today: [Pair[], Pair[]] = [[], []];
    for (let customer = 0; customer < setting.perDay; customer++) {
      const isOut = fractionOf(`peek/${seed}/${run}/${day}/${customer}`) < setting.holdout;
      today[isOut ? 0 : 1].push(spend(setting.shop, isOut ? undefined : setting.effect, random));
    }
    arms = arms.map((arm, at) => merge(arm, pairedSampleOf(today[at]!)));
    yield { day, arms };
  }
}
