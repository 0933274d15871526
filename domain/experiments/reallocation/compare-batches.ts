import { type Answer, isKnown } from '../answer.ts';
import { adjust } from '../effects/cuped.ts';
import type { Estimate } from '../effects/difference.ts';
import { lift, type Lift } from '../effects/relative.ts';
import { anytimeOf, type AnytimeEstimate, type SequenceOptions } from '../looks/confidence-sequence.ts';
import type { PairedSample } from '../samples/sample.ts';
import { type Batch, weightedDifference } from './inverse-propensity.ts';
import { evenedSamples } from './shares.ts';

/** A batch with what its customers were known for before they were assigned. */
export interface PairedBatch {
  readonly arms: readonly { readonly weight: number; readonly sample: PairedSample }[];
}

export interface ComparedBatches {
  readonly planned: Answer<Estimate>;
  readonly plain: Answer<Estimate>;
  readonly lift: Answer<Lift>;
  readonly anytime: Answer<AnytimeEstimate>;
}

/** The batches with what the past foretold taken off each outcome, by one theta over all of them. */
export const adjustBatches = (
  batches: readonly PairedBatch[],
): { readonly batches: readonly Batch[]; readonly correlation: number } => {
  const { arms, correlation } = adjust(batches.flatMap((batch) => batch.arms.map(({ sample }) => sample)));
  let at = 0;
  const adjusted = batches.map((batch) => ({
    arms: batch.arms.map(({ weight }) => ({ weight, sample: arms[at++]! })),
  }));
  return { batches: adjusted, correlation };
};

/** Two arms whose parts followed the results: every figure counts customers by the inverse of the chance that they had. */
export const compareBatches = (
  plain: readonly Batch[],
  adjusted: readonly Batch[],
  pair: readonly [control: number, treated: number],
  options: SequenceOptions = {},
): ComparedBatches => {
  const planned = weightedDifference(adjusted, pair, options.alpha);
  const samples = evenedSamples(adjusted);
  const [control, treated] = pair.map((arm) => samples[arm] ?? { customers: 0, mean: 0, variance: 0 });
  const customers = adjusted.reduce(
    (sum, { arms }) => sum + arms.reduce((of, { sample }) => of + sample.customers, 0),
    0,
  );
  return {
    planned,
    plain: weightedDifference(plain, pair, options.alpha),
    lift: lift(control!, treated!, options.alpha),
    anytime: isKnown(planned) ? anytimeOf(planned, customers, options) : planned,
  };
};
