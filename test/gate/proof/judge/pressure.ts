import { localDate, windowOf } from '../../pressure/local-date.ts';
import type { PlannedCap } from '../story/story.ts';
import { seenBy } from '../history/timeline.ts';
import type { Played, Sent } from '../play/played.ts';
import {
  byPerson,
  dayMillis,
  grouped,
  hourMillis,
  isMarketing,
  named,
  type RecordCheck,
  type Violation,
} from './check.ts';
import { journeys, type JourneyName } from '../story/story.ts';

/** A rank's place, the most important first. */
const rankOrder = [
  'transactional',
  'service',
  'cart',
  'post-purchase',
  'alert',
  'replenishment',
  'campaign',
  'win-back',
  'newsletter',
];
const placeOf = (name: string): number => rankOrder.indexOf(journeys[name as JourneyName].rank);

const zoneOf = ({ step }: Pick<Sent, 'step'>, { story }: Played): string => story.people[step.who]!.zone;

const isCounted = (cap: PlannedCap, one: Pick<Sent, 'step'>): boolean =>
  isMarketing(one) &&
  (cap.channel === 'all' || one.step.input.channel === 'email') &&
  (cap.ranks === undefined || cap.ranks.includes(one.step.input.rank));

const isInWindow = (cap: PlannedCap, at: number, of: number, zone: string): boolean =>
  'rolling' in cap.per
    ? at <= of && of - at < cap.per.rolling * hourMillis
    : at <= of && windowOf(cap.per.civil, at, zone) === windowOf(cap.per.civil, of, zone);

/** At every message, every cap is kept in the window that ends with it. */
export const caps: RecordCheck = (played) =>
  byPerson(played).flatMap((sent) =>
    sent.flatMap((last) =>
      played.story.house.caps.flatMap((cap): Violation[] => {
        if (!isCounted(cap, last)) return [];
        const zone = zoneOf(last, played);
        const count = sent.filter((one) => isCounted(cap, one) && isInWindow(cap, one.at, last.at, zone)).length;
        const atMost = Math.max(...seenBy(played.history.cap, last.when).map((changed) => changed ?? cap.atMost));
        return count > atMost
          ? [{ check: 'caps', what: `${named(last)} is number ${count} of ${atMost} ${JSON.stringify(cap)}` }]
          : [];
      }),
    ),
  );

/** Of journeys that exclude each other one alone writes to a customer in two days. */
export const exclusivity: RecordCheck = (played) => {
  if (!played.story.house.exclusive) return [];
  return byPerson(played).flatMap((all) => {
    const sent = all.filter(({ step }) => ['priceDrop', 'winBack'].includes(step.input.journey));
    return sent.flatMap((one) =>
      sent
        .filter(
          ({ at, step }) =>
            step.input.journey !== one.step.input.journey && at <= one.at && one.at - at < 2 * dayMillis,
        )
        .map((other) => ({ check: 'exclusivity', what: `${named(one)} after ${named(other)}` })),
    );
  });
};

/** On a civil day of the customer so many runs at most write marketing. */
export const journeysADay: RecordCheck = (played) => {
  const atMost = played.story.house.journeysADay;
  if (atMost === null) return [];
  return byPerson(played).flatMap((all) => {
    const days = grouped(all.filter(isMarketing), (one) => localDate(one.at, zoneOf(one, played)));
    return [...days.values()].flatMap((sent) =>
      new Set(sent.map(({ step }) => step.run)).size > atMost
        ? [{ check: 'journeys a day', what: `${sent.map(named).join(', ')}: at most ${atMost} a day` }]
        : [],
    );
  });
};

/** A newsletter does not go out on a day on which something more important went out before. */
export const newsletterPause: RecordCheck = (played) => {
  if (!played.story.house.newsletterPause) return [];
  const matters = ['service', 'cart', 'post-purchase', 'replenishment'];
  return byPerson(played).flatMap((sent) =>
    sent
      .filter(({ step }) => step.input.rank === 'newsletter')
      .flatMap((letter) =>
        sent
          .filter(
            (one) =>
              matters.includes(one.step.input.rank) &&
              one.at < letter.at &&
              localDate(one.at, zoneOf(one, played)) === localDate(letter.at, zoneOf(letter, played)),
          )
          .map((one) => ({ check: 'newsletter pause', what: `${named(letter)} after ${named(one)}` })),
      ),
  );
};

/**
 * The last place under a cap is left to what matters more and was known to be due within four hours. Judged where nothing
 * else can have taken it: the one that came too late was kept back by the cap alone.
 */
export const lastPlace: RecordCheck = (played) => {
  const { story, ends, history } = played;
  if (history.cap.length > 1 || story.house.caps.length === 0) return [];
  return ends.flatMap(({ step, outcome, reason }): Violation[] => {
    if (outcome !== 'withheld' || reason !== 'capped' || step.before !== undefined) return [];
    // When its campaign lets it go is another matter than when it was due.
    if (step.input.journey === 'sale') return [];
    const dueAt = played.start + story.runs[step.run]!.dueIn * hourMillis;
    const sent = byPerson(played).find(([first]) => first?.step.who === step.who) ?? [];
    return sent.flatMap((lower): Violation[] => {
      const isLower = isMarketing(lower) && placeOf(lower.step.input.journey) > placeOf(step.input.journey);
      const wait = dueAt - lower.at;
      if (!isLower || wait <= 0 || wait > 4 * hourMillis || history.touched[step.run]!.length > 1) return [];
      const zone = zoneOf(lower, played);
      const tookLast = story.house.caps.some((cap) => {
        if (!isCounted(cap, lower) || !isCounted(cap, { step })) return false;
        const before = sent.filter(
          (one) => one !== lower && one.at <= lower.at && isCounted(cap, one) && isInWindow(cap, one.at, dueAt, zone),
        );
        return isInWindow(cap, lower.at, dueAt, zone) && before.length + 1 === cap.atMost;
      });
      return tookLast
        ? [{ check: 'last place', what: `${named(lower)} took the place of ${named({ step, at: dueAt })}` }]
        : [];
    });
  });
};
