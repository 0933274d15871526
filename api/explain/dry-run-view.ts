import type { DryRun, Look } from '../../activities/dry-run/dry-run.ts';
import type { RulesOutcome } from '../../domain/rules/outcome.ts';
import type { Show } from '../../domain/rules/rule.ts';
import { type KeptVerdict } from '../../domain/rules/sentence.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { verdictView } from './views.ts';

/** What each rule said at one instant, as the ledger would keep it. */
const keptVerdicts = ({ judgement }: Look): readonly KeptVerdict[] =>
  judgement.map(({ rule, verdict }) => ({
    rule,
    says: verdict.says,
    ...(verdict.says !== 'pass' && { reason: verdict.reason }),
    ...(verdict.says === 'later' && { at: toInstant(verdict.at) }),
    saw: { ...verdict.saw },
  }));

const outcomeView = (outcome: RulesOutcome) => ({
  ...outcome,
  ...(outcome.says === 'later' && { at: toInstant(outcome.at) }),
});

/** A dry run as stores and operators see it. */
export const dryRunView = ({ kind, step, policies, now, last, possibleAt, gaveUp }: DryRun, show: Show) => {
  const verdicts = keptVerdicts(now).map((verdict) => verdictView(verdict, show));
  const [atNow] = verdicts.filter(({ says }) => says !== 'pass');
  const [atLast] = keptVerdicts(last)
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
