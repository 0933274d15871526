import type { DryRun } from '../../activities/as-customer/dry-run.ts';
import { failedReasons } from '../../domain/reasons.ts';
import type { RulesOutcome } from '../../domain/rules/outcome.ts';
import type { Show } from '../../domain/rules/rule.ts';
import { keptVerdicts } from '../../domain/rules/sentence.ts';
import { toInstant } from '../../domain/time/instant.ts';
import type { Concern } from './concern.ts';
import { verdictView } from './views.ts';

const outcomeView = (outcome: RulesOutcome) => ({
  ...outcome,
  ...(outcome.says === 'later' && { at: toInstant(outcome.at) }),
});

/** A dry run as stores and operators see it. */
export const dryRunView = (found: DryRun, concern: Concern, show: Show) => {
  const { kind, step, policies, now, last, possibleAt } = found;
  const verdicts = keptVerdicts(now.judgement).map((verdict) => verdictView(verdict, show));
  const [atNow] = verdicts.filter(({ says }) => says !== 'pass');
  const isPossible = concern.concerns && possibleAt !== undefined;
  return {
    about: kind,
    step,
    policies,
    concern,
    now: {
      at: toInstant(now.at),
      ...outcomeView(now.outcome),
      sentence: nowSentence(found, atNow?.sentence),
      verdicts,
    },
    possible: {
      at: isPossible ? toInstant(possibleAt) : null,
      sentence: concern.concerns
        ? possibleSentence(found, refusalOf(last, show), show)
        : `The journey cannot concern this customer now. ${concern.sentence}`,
    },
  };
};

const refusalOf = ({ judgement }: DryRun['last'], show: Show): string | undefined =>
  keptVerdicts(judgement)
    .map((verdict) => verdictView(verdict, show))
    .find(({ says }) => says !== 'pass')?.sentence;

const nowSentence = ({ flaw }: DryRun, refusal: string | undefined): string => {
  if (refusal !== undefined) return `It would not be sent now. ${refusal}`;
  return flaw ? `It would fail: ${failedReasons[flaw]}.` : 'It would be sent now.';
};

const possibleSentence = (
  { kind, possibleAt, now, gaveUp, flaw }: DryRun,
  refusal: string | undefined,
  show: Show,
): string => {
  // Nobody waits there: what is foretold is foretold of whoever would come to it now.
  const [is, once] = kind === 'supposed' ? ['would be', ', if the journey came to this step'] : ['is', ''];
  if (possibleAt === now.at) return `It ${is} possible now${once}.`;
  if (possibleAt !== undefined)
    return `As things stand, it ${is} possible from ${show.instant(toInstant(possibleAt))} on${once}.`;
  const why = refusal === undefined ? '' : ` ${refusal}`;
  if (gaveUp) return `Nobody can tell when: it is put off again and again.${why}`;
  return flaw
    ? `As it is made, it is not possible at all: ${failedReasons[flaw]}.`
    : `As things stand, it is not possible at all.${why}`;
};
