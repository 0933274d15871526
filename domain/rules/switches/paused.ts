import { nextLook, releaseAfter } from '../../switches/look-again.ts';
import { isAbout, type Pause, type PauseRule, type PauseWindow, windowsOf } from '../../switches/pause.ts';
import { type Instant, type Millis, toInstant } from '../../time/instant.ts';
import type { RuleContext } from '../context.ts';
import type { Rule, Verdict } from '../rule.ts';

interface Saw {
  /** Of the pause that decided; absent where none had anything to say. */
  readonly rule?: PauseRule;
  readonly since?: Instant;
  readonly until?: Instant;
}

/**
 * A paused message is held: it is looked at again until the pause is over or it is of no use any more. Its run goes on.
 * What the pause's own rule gives up is withheld, also when the gate is asked only after it (R73).
 */
export const paused: Rule<Saw> = {
  name: 'paused',
  judge: (context) => {
    const { step, calendar, now, switches } = context;
    const message = { ...step, step: step.name };
    const verdicts = switches.pauses
      .filter((pause) => isAbout(pause, message))
      .flatMap((pause) => windowsOf(pause, calendar, now).map((window) => judgeWindow(context, pause, window)));
    const gaveUp = verdicts.find(({ says }) => says === 'withheld');
    const latest = verdicts
      .filter((verdict) => verdict.says === 'later')
      .toSorted((one, other) => other.at - one.at)[0];
    return gaveUp ?? latest ?? { says: 'pass', saw: {} };
  },
  sentence: ({ says, saw: { rule, since, until } }, { instant }) => {
    if (says === 'pass') return 'Nothing that it belongs to was paused.';
    const time = until ? `from ${instant(since!)} to ${instant(until)}` : `since ${instant(since!)}`;
    if (says === 'withheld') {
      return rule === 'drop'
        ? `It was paused ${time}, and what journeys under way then still had to say was given up.`
        : `It became due while it was paused ${time}, and such messages were to be skipped.`;
    }
    return until
      ? `It was paused ${time}, and what was held goes out little by little.`
      : `It is paused ${time}, and held.`;
  },
};

const judgeWindow = (
  { now, tolerance, step, run, switches }: RuleContext,
  { rule, spread }: Pause,
  { from, to }: PauseWindow,
): Verdict<Saw> => {
  const stands = now < to;
  const saw = { rule, since: toInstant(from), ...(!stands && { until: toInstant(to) }) };
  const { place, lookEvery: every } = switches;
  if (rule === 'drop' && run.startedAt < to) return { says: 'withheld', reason: 'paused', saw };
  if (rule === 'skip' && from <= step.dueAt && step.dueAt < to) return { says: 'withheld', reason: 'paused', saw };
  const later = (at: Millis): Verdict<Saw> => ({ says: 'later', at, reason: 'paused', saw });
  if (stands) return later(nextLook(now, place, every));
  // It was due before the end: whatever held it, it does not go out at once with all the others.
  const at = releaseAfter(to, { place, every }, { spread, expiresAt: step.expiresAt });
  return step.dueAt < to && at > now + tolerance ? later(at) : { says: 'pass', saw };
};
