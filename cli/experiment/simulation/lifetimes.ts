import { isKnown } from '../../../domain/experiments/answer.ts';
import { type LifetimeCount, survivalAt, survivalCurve } from '../../../domain/experiments/survival/curve.ts';
import { lifetimeOf } from '../../../domain/experiments/survival/lifetime.ts';
import { longerBy, meanDays } from '../../../domain/experiments/survival/longer.ts';
import { quietDays } from '../../../domain/purchases/quiet-days.ts';
import { type Random, seededRandom } from '../../../domain/random.ts';
import { fractionOf } from '../../../domain/split.ts';
import { durationsOf } from '../../../domain/cadence.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import { winBack } from '../../../workflows/win-back.ts';
import { gamma, logNormal } from './draws.ts';

/**
 * Buyers of whom it is known what they do: each orders at gaps of their own, and after each order goes away for good with a
 * chance of their own, as in the BG/NBD model. Whoever is written to when they have been quiet for longer than is usual for
 * them comes back with a chance, at each message.
 */
export interface Buyers {
  /** The mean gap between two orders, in days, and the spread of its logarithm over buyers. */
  readonly gap: number;
  readonly gapSpread: number;
  /** The mean chance to go away after an order, and how alike buyers are in it. */
  readonly leaves: number;
  readonly alike: number;
}

export interface LifetimeSetting {
  readonly buyers: Buyers;
  readonly customers: number;
  readonly holdout: number;
  /** The journey: days of its messages after a buyer has become quiet. */
  readonly messages: readonly number[];
  /** The chance that one message brings somebody back who had gone away. */
  readonly brings: number;
  /** Days: of those who were there first, how long the shop has been watching; others came evenly since. */
  readonly watched: number;
  readonly silence: number;
  readonly horizon: number;
}

export const usualBuyers: Buyers = { gap: 45, gapSpread: 0.5, leaves: 0.3, alike: 4 };

/** Days of the messages of `winBack` after a buyer has become quiet. */
export const winBackDays: readonly number[] = Object.values(winBack.spec.cadence ?? {}).flatMap((wait) =>
  wait === null ? [] : durationsOf(wait).map((one) => durationMillis(one) / 86_400_000),
);

/** The shop's usual time between two orders, as a store fills it in. */
const cycleDays = 60;
const day = 86_400_000;

/** Instants of one buyer's orders from their first one on, in days, until `end`. */
const ordersOf = (
  { buyers, messages, brings }: Pick<LifetimeSetting, 'buyers' | 'messages' | 'brings'>,
  isTreated: boolean,
  end: number,
  random: Random,
): readonly number[] => {
  const gap = buyers.gap * logNormal(buyers.gapSpread, random);
  const leaves = share(buyers, random);
  const at = [0];
  const broughtBack = (): number | undefined => {
    if (!isTreated) return undefined;
    const quiet = quietDays(
      at.map((one) => one * day),
      cycleDays,
    );
    const by = messages.find(() => random() < brings);
    return by === undefined ? undefined : at.at(-1)! + quiet + by;
  };
  for (;;) {
    const last = at.at(-1)!;
    const isGone = random() < leaves;
    const then = isGone ? broughtBack() : last + gap * -Math.log(1 - random());
    if (then === undefined || then >= end) return at;
    at.push(then);
  }
};

/** A chance between 0 and 1 of a buyer's own: a beta by two gammas. */
const share = ({ leaves, alike }: Buyers, random: Random): number => {
  const [one, other] = [gamma(leaves * alike, random), gamma((1 - leaves) * alike, random)];
  return one / (one + other);
};

/** The lifetimes of one shop's buyers, counted by arm; everybody is watched from their first order on. */
const armsOf = (setting: LifetimeSetting, seed: number, run: number): readonly [LifetimeCount[], LifetimeCount[]] => {
  const random = seededRandom(seed * 1_000_003 + run);
  const arms: [LifetimeCount[], LifetimeCount[]] = [[], []];
  for (let customer = 0; customer < setting.customers; customer++) {
    const isOut = fractionOf(`survive/${seed}/${run}/${customer}`) < setting.holdout;
    const until = setting.watched * (1 - random());
    const orders = ordersOf(setting, !isOut, until, random);
    const watch = { from: 0, until: until * day, silence: setting.silence * day };
    const lifetime = lifetimeOf(
      orders.map((at) => at * day),
      watch,
    );
    arms[isOut ? 0 : 1].push({ ...lifetime!, customers: 1 });
  }
  return arms;
};

/** What is true of buyers whom nobody stops watching before the horizon. */
export const trueLifetimes = (setting: LifetimeSetting, customers: number, seed: number) => {
  const watched = setting.horizon + setting.silence;
  const random = seededRandom(seed);
  const [control, treated] = [false, true].map((isTreated) => {
    const counts = Array.from({ length: customers }, () => {
      const orders = ordersOf(setting, isTreated, watched, random);
      const watch = { from: 0, until: watched * day, silence: setting.silence * day };
      return {
        ...lifetimeOf(
          orders.map((at) => at * day),
          watch,
        )!,
        customers: 1,
      };
    });
    return survivalCurve(counts);
  });
  const mean = (curve: typeof control) => meanDays(curve!, setting.horizon).value;
  return {
    longer: setting.brings === 0 ? 0 : mean(treated) - mean(control),
    control: survivalAt(control!, setting.horizon)!.share,
    treated: survivalAt(treated!, setting.horizon)!.share,
  };
};

/** Of all runs… */
export interface LifetimeCoverage {
  readonly runs: number;
  /** …the part in which a difference was found at 5 %: a false alarm where there is none, else the power. */
  readonly found: number;
  /** …the part in which the 95 % interval held the truth. */
  readonly covered: number;
  /** …the part in which the interval of the control's survival at the horizon did. */
  readonly coveredShare: number;
  /** …the mean estimate, in days. */
  readonly longer: number;
  /** The truth, in days. */
  readonly truth: number;
}

/** What is said of shops whose buyers are known, most of whom are watched for a part of the time alone (R66). */
export const simulateLifetimes = (setting: LifetimeSetting, runs: number, seed: number): LifetimeCoverage => {
  const truth = trueLifetimes(setting, 100_000, seed + 1);
  const sums = { found: 0, covered: 0, coveredShare: 0, longer: 0 };
  for (let run = 0; run < runs; run++) {
    const [control, treated] = armsOf(setting, seed, run).map(survivalCurve);
    const longer = longerBy(control!, treated!, setting.horizon);
    const share = survivalAt(control!, setting.horizon);
    if (!isKnown(longer) || !share) continue;
    sums.found += Number(longer.p < 0.05) / runs;
    sums.covered += Number(longer.low <= truth.longer && truth.longer <= longer.high) / runs;
    sums.coveredShare += Number(share.low <= truth.control && truth.control <= share.high) / runs;
    sums.longer += longer.value / runs;
  }
  return { runs, ...sums, truth: truth.longer };
};
