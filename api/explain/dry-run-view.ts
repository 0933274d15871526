import type { DryRun } from '../../activities/dry-run/dry-run.ts';
import type { RulesOutcome } from '../../domain/rules/outcome.ts';
import type { Show } from '../../domain/rules/rule.ts';
import { keptVerdicts } from '../../domain/rules/sentence.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { verdictView } from './views.ts';

const outcomeView = (outcome: RulesOutcome) => ({
  ...outcome,
  ...(outcome.says === 'later' && { at: toInstant(outcome.at) }),
});

/** A dry run as stores and operators see it. */
export const dryRunView = ({ kind, step, policies, now, last, possibleAt, gaveUp }: DryRun, show: Show) => {
  const verdicts = keptVerdicts(now.judgement).map((verdict) => verdictView(verdict, show));
  const [atNow] = verdicts.filter(({ says }) => says !== 'pass');
  const [atLast] = keptVerdicts(last.judgement)
    .map((verdict) => verdictView(verdict, show))
    .filter(({ says }) => says !== 'pass');
  return {
    about: kind,
    step,
    policies,
    now: {
      at: toInstant(now.at),
      ...outcomeView(now.outcome),
      sentence: atNow ? `It would not be sent now. ${atNow.sentence}` : 'It would be sent now.',
      verdicts,
    },
    possible: {
      at: possibleAt === undefined ? null : toInstant(possibleAt),
      sentence: possibleSentence({ possibleAt, gaveUp, isNow: possibleAt === now.at }, atLast?.sentence, show),
    },
  };
};

const possibleSentence = (
  {
    possibleAt,
    gaveUp,
    isNow,
  }: { readonly possibleAt: number | undefined; readonly gaveUp: boolean; readonly isNow: boolean },
  refusal: string | undefined,
  show: Show,
): string => {
  if (isNow) return 'It is possible now.';
  if (possibleAt !== undefined)
    return `As things stand, it is possible from ${show.instant(toInstant(possibleAt))} on.`;
  const why = refusal === undefined ? '' : ` ${refusal}`;
  return gaveUp
    ? `Nobody can tell when: it is put off again and again.${why}`
    : `As things stand, it is not possible at all.${why}`;
};
