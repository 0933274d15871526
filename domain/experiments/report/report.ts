import { analyse, type Analysis, type Arm } from '../analyse.ts';
import { type Answer, isKnown } from '../answer.ts';
import { incrementalSentence, type Told } from '../incremental/incremental.ts';
import type { Warning } from '../incremental/warnings.ts';
import { decide, type Decision, type Registration } from '../looks/decide.ts';
import { armsOf, type ArmSums } from './arms.ts';

/** What is reported of one experiment. */
export interface Reported extends Pick<Told, 'what' | 'metric' | 'currency' | 'locale' | 'cost'> {
  readonly experiment: string;
  readonly control: string;
  readonly sums: readonly ArmSums[];
  /** A decision that was registered: which look is reached, and its customers alone. */
  readonly registered?: Registration & { readonly look: number; readonly sums: readonly ArmSums[] };
}

export interface ExperimentReport {
  readonly experiment: string;
  readonly what: string;
  readonly metric: string;
  readonly currency: string;
  readonly control: string;
  readonly arms: readonly Arm[];
  readonly analysis: Answer<Analysis>;
  /** Of each arm that was registered for a decision. */
  readonly decisions: readonly { readonly arm: string; readonly decision: Answer<Decision> }[];
  readonly sentences: readonly string[];
  readonly warnings: readonly Warning[];
}

/** Everything that can be said of an experiment, from its sums: the same sums give the same report. */
export const reportOf = (reported: Reported): ExperimentReport => {
  const { experiment, what, metric, currency, control, cost } = reported;
  const arms = armsOf(reported.sums);
  const analysis = analyse({ arms, control, cost });
  return {
    experiment,
    what,
    metric,
    currency,
    control,
    arms,
    analysis,
    decisions: decisionsOf(reported),
    sentences: sentencesOf(analysis, reported),
    warnings: [...(isKnown(analysis) ? analysis.warnings : []), ...sharesChanged(reported.sums)],
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

const decisionsOf = ({ registered, control, sums }: Reported): ExperimentReport['decisions'] => {
  if (!registered) return [];
  const { look } = registered;
  const analysis = look === 0 ? undefined : analyse({ arms: armsOf(registered.sums), control });
  const treated = sums.filter(({ arm }) => arm !== control);
  // Several arms share the chance of a false alarm (Bonferroni).
  const alpha = (registered.alpha ?? 0.05) / Math.max(1, treated.length);
  return treated.map(({ arm }) => {
    const compared = analysis && isKnown(analysis) ? analysis.comparisons.find((one) => one.arm === arm) : undefined;
    const estimate = compared?.planned ?? (analysis && !isKnown(analysis) ? analysis : undefined);
    return { arm, decision: decide({ ...registered, alpha }, estimate ? look : 0, estimate) };
  });
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
