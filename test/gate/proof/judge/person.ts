import type { Against, ConsentActs } from '../history/history.ts';
import { seenBy } from '../history/timeline.ts';
import type { ListName } from '../story/story.ts';
import { type Check, dayMillis, type Decided, isMarketing } from './check.ts';
import { actedAt, always, isText, journeyOf, knownSince, personOf } from './decided.ts';

const stops = (against: Against, isForMarketing: boolean): boolean =>
  against === 'everything' || (against === 'marketing' && isForMarketing);

/** The list that a journey's messages belong to, of those that somebody joins or leaves in a story. */
const listOf = ({ step }: Decided): ListName | undefined => {
  if (step.input.rank === 'newsletter') return 'newsletter';
  return step.input.rank === 'post-purchase' ? 'advice' : undefined;
};

/** Who left a list is out of it until they join it again; whoever leaves all of marketing leaves every list. */
const consentTo = (acts: ConsentActs, list: ListName | undefined): 'granted' | 'withdrawn' | 'none' => {
  const own = list && acts[list];
  if (own?.state === 'withdrawn') return 'withdrawn';
  const leftSince = own && acts.whole?.state === 'withdrawn' && acts.whole.at >= own.at;
  return own && !leftSince ? 'granted' : (acts.whole?.state ?? 'none');
};

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
      const { who } = decided.step;
      if (!isMarketing(decided)) return always;
      if (isText(decided)) return seenBy(history.textConsent[who]!, decided.when).map((state) => state === 'granted');
      return seenBy(history.consent[who]!, decided.when).map(
        (acts) =>
          consentTo(acts, listOf(decided)) === 'granted' &&
          // Who left the newsletter is not asked to come back to it.
          (journeyOf(decided) !== 'joinLetter' || consentTo(acts, 'newsletter') !== 'withdrawn'),
      );
    },
  },
  {
    name: 'not in it yet',
    reasons: ['already_in'],
    holds: (decided, { history }) => {
      const { who } = decided.step;
      if (journeyOf(decided) === 'joinClub') return seenBy(history.member[who]!, decided.when).map((is) => !is);
      if (journeyOf(decided) !== 'joinLetter') return always;
      return seenBy(history.consent[who]!, decided.when).map((acts) => consentTo(acts, 'newsletter') !== 'granted');
    },
  },
  {
    name: 'in the audience',
    reasons: ['not_in_audience'],
    holds: (decided, played) => {
      const { audience } = played.story.house;
      if (journeyOf(decided) !== 'letter' || audience === 'everybody') return always;
      if (audience === 'no ambassadors') return [!personOf(decided, played).ambassador];
      return seenBy(played.history.member[decided.step.who]!, decided.when);
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
      if (!['newsletter', 'campaign'].includes(decided.step.input.rank)) return always;
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
