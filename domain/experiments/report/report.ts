import { analyse, type Analysis, type Arm } from '../analyse.ts';
import { type Answer, isKnown } from '../answer.ts';
import { incrementalSentence, type Told } from '../incremental/incremental.ts';
import type { Warning } from '../incremental/warnings.ts';
import { decide, type Decision, type Registration } from '../looks/decide.ts';
import type { PairedBatch } from '../reallocation/compare-batches.ts';
import { armsOf, type ArmSums } from './arms.ts';

/** What is reported of one experiment. */
export interface Reported extends Pick<Told, 'what' | 'metric' | 'currency' | 'locale' | 'cost'> {
  readonly experiment: string;
  readonly control: string;
  readonly sums: readonly ArmSums[];
  /** True: revenue is told of an offer, which costs margin. */
  readonly revenueOfOffer?: boolean;
  /** Where customers follow the better arm: the same customers by the parts under which they came, arms as in `sums`. */
  readonly batches?: readonly PairedBatch[];
  /** A decision that was registered. */
  readonly registered?: RegisteredReport;
}

export interface RegisteredReport extends Registration {
  /** What it is about, in words. */
  readonly words: string;
  /** Of each look that is reached, the customers who were assigned first, in the order of the looks. */
  readonly looked: readonly (readonly ArmSums[])[];
}

export interface ExperimentReport {
  readonly experiment: string;
  readonly what: string;
  readonly metric: string;
  readonly currency: string;
  readonly control: string;
  readonly arms: readonly Arm[];
  readonly analysis: Answer<Analysis>;
  /** Customers follow the better arm: each counts by the inverse of the chance that they had to be in theirs. */
  readonly weighted: boolean;
  /** What is registered, in words. */
  readonly registered: string | undefined;
  /** Of each arm that was registered for a decision. */
  readonly decisions: readonly { readonly arm: string; readonly decision: Answer<Decision> }[];
  readonly sentences: readonly string[];
  readonly warnings: readonly Warning[];
}

/** Everything that can be said of an experiment, from its sums: the same sums give the same report. */
export const reportOf = (reported: Reported): ExperimentReport => {
  const { experiment, what, metric, currency, control, cost } = reported;
  const arms = armsOf(reported.sums);
  const analysis = analyse({ arms, control, cost, batches: reported.batches });
  return {
    experiment,
    what,
    metric,
    currency,
    control,
    arms,
    analysis,
    weighted: reported.batches !== undefined,
    registered: reported.registered?.words,
    decisions: decisionsOf(reported),
    sentences: sentencesOf(analysis, reported),
    warnings: [
      ...(reported.revenueOfOffer ? [revenueOfOffer] : []),
      ...(isKnown(analysis) ? analysis.warnings : []),
      // Parts that followed the results are known of each customer.
      ...(reported.batches ? [] : sharesChanged(reported.sums)),
    ],
  };
};

const sentencesOf = (analysis: Answer<Analysis>, reported: Reported): readonly string[] => {
  if (!isKnown(analysis)) return [incrementalSentence(analysis, reported)];
  const mismatch = isKnown(analysis.ratio) && analysis.ratio.mismatch;
  const several = analysis.comparisons.length > 1;
  return analysis.comparisons.map(({ arm, incremental }) => {
    // The control is what is compared with: an arm is named where there are several of them, or it is no plain "treated".
    const what = several || arm !== 'treated' ? `${reported.what}, ${arm} against ${reported.control}` : reported.what;
    return incrementalSentence(incremental, { ...reported, what, mismatch });
  });
};

/** An arm is decided at the first look at which its z left the bounds; what comes later changes nothing. */
const decisionsOf = ({ registered, control, sums }: Reported): ExperimentReport['decisions'] => {
  if (!registered) return [];
  const analyses = registered.looked.map((look) => analyse({ arms: armsOf(look), control }));
  const treated = sums.filter(({ arm }) => arm !== control);
  // Several arms share the chance of a false alarm (Bonferroni).
  const alpha = (registered.alpha ?? 0.05) / Math.max(1, treated.length);
  return treated.map(({ arm }) => {
    const decisions = analyses.map((analysis, at) =>
      decide({ ...registered, alpha }, at + 1, isKnown(analysis) ? plannedOf(analysis, arm) : analysis),
    );
    const decided = decisions.find((decision) => isKnown(decision) && decision.says === 'effect');
    return { arm, decision: decided ?? decisions.at(-1) ?? decide({ ...registered, alpha }, 0, undefined) };
  });
};

/** An arm into which nobody has come yet is none that could be decided on. */
const plannedOf = (analysis: Analysis, arm: string) =>
  analysis.comparisons.find((one) => one.arm === arm)?.planned ?? { unanswerable: 'no_customers' as const };

const revenueOfOffer: Warning = {
  code: 'revenue_of_offer',
  words:
    'An offer gives margin away, which revenue does not show: fill in the margin in the policy shop, or tell it here, and margin after discount is told.',
};

const sharesChanged = (sums: readonly ArmSums[]): readonly Warning[] =>
  sums.some(({ shareChanged }) => shareChanged)
    ? [
        {
          code: 'shares_changed',
          words:
            'The shares of the arms were changed while customers came in, so that the arms hold customers of other times: give the experiment another name when its shares change.',
        },
      ]
    : [];
