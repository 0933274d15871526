import { isKnown } from '../../../domain/experiments/answer.ts';
import type { Standing } from '../parts/words.ts';
import type { ReportAnswer } from './read-report.ts';

const early: Standing = { tone: 'calm', words: 'Too early to say' };
const words = {
  more: { tone: 'good', words: 'Brings more' },
  less: { tone: 'bad', words: 'Brings less' },
  too_early: early,
} as const satisfies Record<string, Standing>;

/** Where an experiment stands, by what its report may say. */
export const reportStanding = (answer: ReportAnswer): Standing => {
  if (answer === 'too_many') return { tone: 'calm', words: 'Not summed up' };
  const { analysis } = answer.report;
  if (!isKnown(analysis)) return { tone: 'calm', words: 'Nothing to compare yet' };
  if (isKnown(analysis.ratio) && analysis.ratio.mismatch) return { tone: 'bad', words: 'Not what was drawn' };
  const verdicts = analysis.comparisons.flatMap(({ incremental }) =>
    isKnown(incremental) ? [incremental.verdict] : [],
  );
  if (verdicts.length === 0) return { tone: 'calm', words: 'Nothing to compare yet' };
  const told = verdicts.find((verdict) => verdict !== 'too_early');
  return told ? words[told] : early;
};
