import { analyse, type Arm } from '../../../domain/experiments/analyse.ts';
import { isKnown } from '../../../domain/experiments/answer.ts';
import { pairedSampleOf } from '../../../domain/experiments/samples/sample.ts';
import { skewnessOf } from '../../../domain/experiments/samples/skewness.ts';
import { seededRandom } from '../../../domain/random.ts';
import { pick, splitSeed } from '../../../domain/split.ts';
import { type Shop, spend, trueDifference } from './shop.ts';

/** How customers of one kind answer to discounts, and what prices leave. */
export interface DoseSetting {
  readonly shop: Shop;
  readonly customers: number;
  /** The part of the price that is left after the cost of the goods, without a discount. */
  readonly margin: number;
  /** By discount in percent: how many parts more they order. The first is none. */
  readonly lifts: Readonly<Record<string, number>>;
}

export interface Doses {
  readonly runs: number;
  /** The discount whose true margin is the highest. */
  readonly best: string;
  /** How often the experiment's highest margin was the best one's, or not truly lower by more than a hundredth. */
  readonly recovered: number;
  /** How often a discount that truly costs margin was found to bring some, by Holm over all. */
  readonly misled: number;
  /** The true difference of margin to no discount, a customer, in minor units, and the mean of the estimates. */
  readonly levels: Readonly<Record<string, { readonly truth: number; readonly estimate: number }>>;
}

/** Which discount is really needed: each customer in one arm by the hash, judged by margin after discount (R246). */
export const simulateDoses = (setting: DoseSetting, runs: number, seed: number): Doses => {
  const levels = Object.keys(setting.lifts);
  const truths = Object.fromEntries(
    levels.map((level) => [level, trueMargin(setting, level) - trueMargin(setting, levels[0]!)]),
  );
  const best = levels.reduce((one, other) => (truths[other]! > truths[one]! ? other : one));
  const near = trueMargin(setting, levels[0]!) / 100;
  const sums: Record<string, number> = {};
  let [recovered, misled] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const analysis = analyse({ arms: armsOf(setting, seed, run), control: levels[0]! });
    if (!isKnown(analysis)) continue;
    let chosen = { level: levels[0]!, estimate: 0 };
    for (const { arm, planned, anytime, adjustedP } of analysis.comparisons) {
      if (!isKnown(planned) || !isKnown(anytime)) continue;
      sums[arm] = (sums[arm] ?? 0) + planned.value / runs;
      if (planned.value > chosen.estimate) chosen = { level: arm, estimate: planned.value };
      misled += Number(truths[arm]! < 0 && anytime.value > 0 && adjustedP < 0.05) / runs;
    }
    recovered += Number(truths[chosen.level]! >= truths[best]! - near) / runs;
  }
  return {
    runs,
    best,
    recovered,
    misled,
    levels: Object.fromEntries(levels.map((level) => [level, { truth: truths[level]!, estimate: sums[level] ?? 0 }])),
  };
};

const trueMargin = ({ shop, margin, lifts }: DoseSetting, level: string): number =>
  trueDifference(shop, { lift: 1 + lifts[level]!, spread: 0 }) * (margin - Number(level) / 100);

const armsOf = ({ shop, customers, margin, lifts }: DoseSetting, seed: number, run: number): readonly Arm[] => {
  const random = seededRandom(seed * 1_000_003 + run);
  const levels = Object.keys(lifts);
  const weights = Object.fromEntries(levels.map((level) => [level, 1]));
  const outcomes = new Map(levels.map((level) => [level, [] as (readonly [number, number])[]]));
  for (let one = 0; one < customers; one++) {
    const of = { store: 'simulated', journey: `doses-${seed}`, name: `run-${run}`, customer: String(one) };
    const level = pick(splitSeed(of), weights);
    const [paid, before] = spend(shop, { lift: lifts[level]!, spread: 0 }, random);
    // What they paid before was at full price; what they order now is at the price less the discount.
    outcomes.get(level)!.push([paid * (margin - Number(level) / 100), before * margin]);
  }
  return levels.map((level) => {
    const pairs = outcomes.get(level)!;
    const spent = pairs.map(([outcome]) => outcome);
    const buyers = spent.filter((outcome) => outcome > 0).length;
    return { ...pairedSampleOf(pairs), name: level, share: 1, buyers, skewness: skewnessOf(spent) };
  });
};
