import type { Against } from '../history/history.ts';
import { seenBy } from '../history/timeline.ts';
import { type Check, dayMillis, isMarketing } from './check.ts';
import { actedAt, always, isText, knownSince, personOf } from './decided.ts';

const stops = (against: Against, isForMarketing: boolean): boolean =>
  against === 'everything' || (against === 'marketing' && isForMarketing);

/** Whether this person was to get it. */
export const person: readonly Check[] = [
  {
    name: 'not erased',
    reasons: ['erased'],
    holds: ({ step, when }, { history }) => seenBy(history.erased[step.who]!, when).map((erased) => !erased),
  },
  {
    name: 'consent',
    reasons: ['no_consent'],
    holds: (decided, { history }) => {
      const acts = isText(decided) ? history.textConsent : history.consent;
      return isMarketing(decided)
        ? seenBy(acts[decided.step.who]!, decided.when).map((state) => state === 'granted')
        : always;
    },
  },
  {
    name: 'contact within three years',
    reasons: ['no_contact_for_long'],
    holds: (decided, played) => {
      if (!isMarketing(decided)) return always;
      const oldest = decided.at - 3 * 365 * dayMillis;
      return actedAt(decided, played).map((acted) => Math.max(acted ?? 0, knownSince(decided, played)) >= oldest);
    },
  },
  {
    name: 'not suppressed',
    reasons: ['suppressed'],
    holds: (decided, { history }) =>
      isText(decided)
        ? seenBy(history.stopped[decided.step.who]!, decided.when).map((stopped) => !stopped)
        : seenBy(history.suppressed[decided.step.who]!, decided.when).map(
            (against) => !stops(against, isMarketing(decided)),
          ),
  },
  {
    name: 'not restored over',
    reasons: ['restored'],
    holds: (decided, played) => [
      isText(decided) || !personOf(decided, played).restored || decided.at >= played.start - dayMillis + 7 * dayMillis,
    ],
  },
  {
    name: 'address',
    reasons: ['no_address'],
    holds: (decided, played) => [isText(decided) || personOf(decided, played).address],
  },
  {
    name: 'holdout',
    reasons: ['holdout'],
    holds: (decided, { story }) => {
      const { holdout } = story.house;
      // Whom a part of it takes is not for this test to say; that it is always the same, another check says.
      if (!isMarketing(decided) || holdout === 0) return always;
      return holdout === 100 ? [false] : [true, false];
    },
  },
  {
    name: 'not cold',
    reasons: ['cold'],
    holds: (decided, played) => {
      if (decided.step.input.rank !== 'newsletter') return always;
      const oldest = decided.at - 180 * dayMillis;
      return actedAt(decided, played).map((acted) => Math.max(acted ?? 0, knownSince(decided, played)) > oldest);
    },
  },
  {
    name: 'active enough for a warm-up',
    reasons: [],
    holds: (decided, played) => {
      if (played.story.house.ramp === null || !isMarketing(decided) || isText(decided)) return always;
      return actedAt(decided, played).map((acted) => acted !== null && decided.at - acted <= 30 * dayMillis);
    },
  },
];
