import { isKnown } from '../../../domain/experiments/answer.ts';
import { adjust } from '../../../domain/experiments/effects/cuped.ts';
import { difference } from '../../../domain/experiments/effects/difference.ts';
import { type Reliability, warningsOf } from '../../../domain/experiments/incremental/warnings.ts';
import { type Pair, pairedSampleOf, type PairedSample } from '../../../domain/experiments/samples/sample.ts';
import { sampleRatio } from '../../../domain/experiments/samples/sample-ratio.ts';
import { skewnessOf } from '../../../domain/experiments/samples/skewness.ts';
import { seededRandom } from '../../../domain/random.ts';
import { fractionOf } from '../../../domain/split.ts';
import { type Effect, type Shop, spend, trueDifference } from './shop.ts';

export interface Setting {
  readonly shop: Shop;
  readonly customers: number;
  /** The part of the customers that is held out. */
  readonly holdout: number;
  readonly effect: Effect;
}

/** Of all runs, the parts in which… */
export interface Coverage {
  readonly runs: number;
  /** …an effect was found at 5 %: a false alarm where there is none, else the power. */
  readonly found: number;
  readonly foundAdjusted: number;
  /** …the 95 % interval held the truth, without and with CUPED. */
  readonly covered: number;
  readonly coveredAdjusted: number;
  /** …the holdout's size was warned of. */
  readonly warned: number;
  /** …the arms were taken for not as drawn. */
  readonly mismatched: number;
  /** The mean estimate, in parts of the truth; undefined where the truth is 0. */
  readonly recovered?: number;
}

/** One shop's customers, drawn by the very hash that holds customers out. */
const runOnce = (setting: Setting, seed: number, run: number) => {
  const random = seededRandom(seed * 1_000_003 + run);
  const [control, treated]: [Pair[], Pair[]] = [[], []];
  for (let customer = 0; customer < setting.customers; customer++) {
    const isOut = fractionOf(`simulate/${seed}/${run}/${customer}`) < setting.holdout;
    (isOut ? control : treated).push(spend(setting.shop, isOut ? undefined : setting.effect, random));
  }
  const arms = [control, treated].map((pairs, at) => armOf(['holdout', 'treated'][at]!, pairs));
  const ratio = sampleRatio([control.length, treated.length], [setting.holdout, 1 - setting.holdout]);
  return { arms, ratio, warnings: warningsOf(arms, ratio) };
};

const armOf = (name: string, pairs: readonly Pair[]): PairedSample & Reliability => ({
  ...pairedSampleOf(pairs),
  name,
  buyers: pairs.filter(([outcome]) => outcome > 0).length,
  skewness: skewnessOf(pairs.map(([outcome]) => outcome)),
});

/** Many experiments of which the truth is known; the same seed gives the same figures. */
export const simulateCoverage = (setting: Setting, runs: number, seed: number): Coverage => {
  const truth = trueDifference(setting.shop, setting.effect);
  const sums = { found: 0, foundAdjusted: 0, covered: 0, coveredAdjusted: 0, warned: 0, mismatched: 0 };
  let estimates = 0;
  for (let run = 0; run < runs; run++) {
    const { arms, ratio, warnings } = runOnce(setting, seed, run);
    const adjusted = adjust(arms).arms;
    const plain = difference(arms[0]!, arms[1]!);
    const sharper = difference(adjusted[0]!, adjusted[1]!);
    if (isKnown(plain) && isKnown(sharper)) {
      sums.found += Number(plain.p < 0.05);
      sums.foundAdjusted += Number(sharper.p < 0.05);
      sums.covered += Number(plain.low <= truth && truth <= plain.high);
      sums.coveredAdjusted += Number(sharper.low <= truth && truth <= sharper.high);
      estimates += sharper.value;
    }
    sums.warned += Number(warnings.some(({ code }) => code !== 'ratio_mismatch'));
    sums.mismatched += Number('mismatch' in ratio && ratio.mismatch);
  }
  const shares = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / runs])) as typeof sums;
  return { runs, ...shares, ...(truth !== 0 && { recovered: estimates / runs / truth }) };
};
