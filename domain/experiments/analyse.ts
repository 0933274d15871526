import type { Answer } from './answer.ts';
import { adjust } from './effects/cuped.ts';
import { difference, type Estimate } from './effects/difference.ts';
import { lift, type Lift } from './effects/relative.ts';
import { type Incremental, incrementalOf } from './incremental/incremental.ts';
import { type Reliability, type Warning, warningsOf } from './incremental/warnings.ts';
import { anytimeDifference, type AnytimeEstimate, type SequenceOptions } from './looks/confidence-sequence.ts';
import { holm } from './looks/holm.ts';
import { sampleRatio, type SampleRatio } from './samples/sample-ratio.ts';
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
export const analyse = ({ arms, control, cost, ...options }: Question): Answer<Analysis> => {
  const base = arms.findIndex(({ name }) => name === control);
  if (base < 0 || arms.length < 2) return { unanswerable: 'one_arm' };
  const ratio = sampleRatio(
    arms.map(({ customers }) => customers),
    arms.map(({ share }) => share),
  );
  const adjusted = adjust(arms);
  const compared = arms.flatMap((arm, at) => {
    if (at === base) return [];
    const [before, after] = [adjusted.arms[base]!, adjusted.arms[at]!];
    const anytime = anytimeDifference(before, after, options);
    return {
      arm: arm.name,
      planned: difference(before, after, options.alpha),
      plain: difference(arms[base]!, arm, options.alpha),
      lift: lift(before, after, options.alpha),
      anytime,
      incremental: incrementalOf(anytime, arm.customers, cost),
    };
  });
  const adjustedPs = holm(compared.map(({ anytime }) => ('p' in anytime ? anytime.p : 1)));
  return {
    ratio,
    explained: adjusted.correlation ** 2,
    comparisons: compared.map((one, at) => ({ ...one, adjustedP: adjustedPs[at]! })),
    warnings: warningsOf(arms, ratio),
  };
};
