import { isKnown } from '../../../domain/experiments/answer.ts';
import { type Batch, weightedDifference } from '../../../domain/experiments/reallocation/inverse-propensity.ts';
import { nextShares } from '../../../domain/experiments/reallocation/shares.ts';
import { mergeAll, type Pair, pairedSampleOf } from '../../../domain/experiments/samples/sample.ts';
import { type Random, seededRandom } from '../../../domain/random.ts';
import { fractionOf } from '../../../domain/split.ts';
import { type Shop, spend, trueDifference } from './shop.ts';

export interface ReallocationSetting {
  readonly shop: Shop;
  readonly batches: number;
  readonly perBatch: number;
  readonly floor: number;
  /** Of the second arm against the first. */
  readonly lift: number;
}

export interface Reallocated {
  readonly runs: number;
  /** The part of all customers who were in the better arm. */
  readonly inBetter: number;
  /** The mean error of the estimates, in parts of the truth (of a customer's spend where the truth is 0). */
  readonly biasPlain: number;
  readonly biasWeighted: number;
  /** The standard error of the latter: what chance makes of it. */
  readonly biasError: number;
  /** How often the 95 % interval held the truth. */
  readonly covered: number;
  /** How often an effect was found at 5 %. */
  readonly found: number;
}

/** Customers follow the better arm, batch by batch; what an honest and a plain estimate then make of it. */
export const simulateReallocation = (setting: ReallocationSetting, runs: number, seed: number): Reallocated => {
  const { shop, lift } = setting;
  const truth = trueDifference(shop, { lift, spread: 0 });
  const scale = truth === 0 ? shop.orders * shop.orderValue : truth;
  let squares = 0;
  const sums = { inBetter: 0, biasPlain: 0, biasWeighted: 0, covered: 0, found: 0 };
  for (let run = 0; run < runs; run++) {
    const batches = batchesOf(setting, seed, run);
    const [first, second] = [0, 1].map((arm) => mergeAll(batches.map((batch) => batch.arms[arm]!.sample)));
    const weighted = weightedDifference(batches, [0, 1]);
    if (!isKnown(weighted)) continue;
    sums.inBetter += second!.customers / (first!.customers + second!.customers) / runs;
    sums.biasPlain += (second!.mean - first!.mean - truth) / scale / runs;
    sums.biasWeighted += (weighted.value - truth) / scale / runs;
    squares += ((weighted.value - truth) / scale) ** 2;
    sums.covered += Number(weighted.low <= truth && truth <= weighted.high) / runs;
    sums.found += Number(weighted.p < 0.05) / runs;
  }
  return { runs, ...sums, biasError: Math.sqrt(squares) / runs };
};

const batchesOf = ({ shop, batches, perBatch, floor, lift }: ReallocationSetting, seed: number, run: number) => {
  const random: Random = seededRandom(seed * 1_000_003 + run);
  const done: (Batch & { readonly arms: readonly { readonly sample: ReturnType<typeof pairedSampleOf> }[] })[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const next = nextShares(['first', 'second'], done, floor);
    const weights = isKnown(next) ? Object.values(next.shares) : [0.5, 0.5];
    const pairs: [Pair[], Pair[]] = [[], []];
    for (let customer = 0; customer < perBatch; customer++) {
      const arm = fractionOf(`reallocate/${seed}/${run}/${batch}/${customer}`) < weights[0]! ? 0 : 1;
      pairs[arm].push(spend(shop, arm === 1 ? { lift, spread: 0 } : undefined, random));
    }
    done.push({ arms: pairs.map((one, arm) => ({ weight: weights[arm]!, sample: pairedSampleOf(one) })) });
  }
  return done;
};
