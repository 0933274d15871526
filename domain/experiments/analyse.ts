import type { Answer } from './answer.ts';
import { adjust } from './effects/cuped.ts';
import { difference, type Estimate } from './effects/difference.ts';
import { lift, type Lift } from './effects/relative.ts';
import { type Incremental, incrementalOf } from './incremental/incremental.ts';
import { type Reliability, type Warning, warningsOf } from './incremental/warnings.ts';
import { anytimeDifference, type AnytimeEstimate, type SequenceOptions } from './looks/confidence-sequence.ts';
import { holm } from './looks/holm.ts';
import { adjustBatches, compareBatches, type PairedBatch } from './reallocation/compare-batches.ts';
import { sampleRatio, sampleRatioOf, type SampleRatio } from './samples/sample-ratio.ts';
import type { PairedSample } from './samples/sample.ts';

/** Everyone who was assigned to an arm, whatever they then got. Money in minor units a customer. */
export interface Arm extends PairedSample, Reliability {
  /** The part of the customers, or the weight, that the arm was to get. */
  readonly share: number;
}

export interface Question extends SequenceOptions {
  readonly arms: readonly Arm[];
  /** The name of the arm that the others are compared with. */
  readonly control: string;
  /** Where customers follow the better arm: the same customers by the parts under which they came, arms in the same order. */
  readonly batches?: readonly PairedBatch[] | undefined;
  /** What the treated customers cost in all, in minor units. */
  readonly cost?: number | undefined;
}

/** One arm against the control. */
export interface Comparison {
  readonly arm: string;
  /** A customer's difference, past taken off (CUPED), by Welch's test: for one look that was planned. */
  readonly planned: Answer<Estimate>;
  /** The same without taking the past off. */
  readonly plain: Answer<Estimate>;
  readonly lift: Answer<Lift>;
  /** A customer's difference that holds whenever one looks. */
  readonly anytime: Answer<AnytimeEstimate>;
  /** The p of `anytime`, raised by Holm when there are several arms. */
  readonly adjustedP: number;
  /** Of all customers of the arm, by `anytime`. */
  readonly incremental: Answer<Incremental>;
}

export interface Analysis {
  readonly ratio: Answer<SampleRatio>;
  /** How much of the variance the past takes off: the square of its correlation with the outcome. */
  readonly explained: number;
  readonly comparisons: readonly Comparison[];
  readonly warnings: readonly Warning[];
}

/** Compares everyone assigned, arm by arm, as they were assigned: intent to treat. */
export const analyse = ({ arms, control, cost, batches, ...options }: Question): Answer<Analysis> => {
  const base = arms.findIndex(({ name }) => name === control);
  if (base < 0 || arms.length < 2) return { unanswerable: 'one_arm' };
  const ratio = batches ? ratioOf(batches) : sampleRatio(arms.map(countOf), arms.map(shareOf));
  const { compare, correlation } = batches ? comparing(batches, options) : comparingArms(arms, options);
  const compared = arms.flatMap((arm, at) => {
    if (at === base) return [];
    const found = compare(base, at);
    return { arm: arm.name, ...found, incremental: incrementalOf(found.anytime, arm.customers, cost) };
  });
  const adjustedPs = holm(compared.map(({ anytime }) => ('p' in anytime ? anytime.p : 1)));
  return {
    ratio,
    explained: correlation ** 2,
    comparisons: compared.map((one, at) => ({ ...one, adjustedP: adjustedPs[at]! })),
    warnings: warningsOf(arms, ratio),
  };
};

const countOf = ({ customers }: Arm): number => customers;
const shareOf = ({ share }: Arm): number => share;

/** How two arms, by their places, are compared. */
interface Comparing {
  readonly compare: (control: number, treated: number) => Pick<Comparison, 'planned' | 'plain' | 'lift' | 'anytime'>;
  /** Of outcome and past. */
  readonly correlation: number;
}

const comparingArms = (arms: readonly Arm[], options: SequenceOptions): Comparing => {
  const adjusted = adjust(arms);
  return {
    correlation: adjusted.correlation,
    compare: (control, treated) => {
      const [before, after] = [adjusted.arms[control]!, adjusted.arms[treated]!];
      return {
        planned: difference(before, after, options.alpha),
        plain: difference(arms[control]!, arms[treated]!, options.alpha),
        lift: lift(before, after, options.alpha),
        anytime: anytimeDifference(before, after, options),
      };
    },
  };
};

const comparing = (batches: readonly PairedBatch[], options: SequenceOptions): Comparing => {
  const adjusted = adjustBatches(batches);
  return {
    correlation: adjusted.correlation,
    compare: (control, treated) => compareBatches(batches, adjusted.batches, [control, treated], options),
  };
};

const ratioOf = (batches: readonly PairedBatch[]): Answer<SampleRatio> =>
  sampleRatioOf(
    batches.map(({ arms }) => ({
      counts: arms.map(({ sample }) => sample.customers),
      shares: arms.map(({ weight }) => weight),
    })),
  );
