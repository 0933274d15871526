import { DateTime } from 'luxon';
import type { Purpose } from '../../../domain/journey.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** A step of the programme, as it ended. */
export interface ProgrammeStep {
  readonly at: Millis;
  readonly purpose: Purpose;
  readonly isSent: boolean;
  /** Why it was not sent. */
  readonly reason?: string;
}

/** How much somebody hears of a shop. */
export interface Pressure {
  readonly marketing: number;
  readonly transactional: number;
  /** Days since the beginning, and how much marketing went out on that civil day; days without any are left out. */
  readonly byDay: readonly { readonly day: number; readonly count: number }[];
  /** The most in any seven days. */
  readonly mostInAWeek: number;
  /** The longest time without marketing, in days since the beginning. */
  readonly silence: { readonly from: number; readonly to: number };
  readonly withheld: Readonly<Record<string, number>>;
}

const dayMillis = 86_400_000;

/** What a customer of a zone heard between two instants (R288). Steps in any order. */
export const pressureOf = (
  steps: readonly ProgrammeStep[],
  { from, to, zone }: { readonly from: Millis; readonly to: Millis; readonly zone: string },
): Pressure => {
  const sent = steps.filter(({ isSent }) => isSent);
  const marketing = sent
    .filter(({ purpose }) => purpose === 'marketing')
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
  const onDay = (day: number): number => marketing.filter((at) => dayOf(at, from, zone) === day).length;
  const ends = [from, ...marketing, to];
  const silences = ends.slice(1).map((end, place) => ({ from: ends[place]!, to: end }));
  const longest = silences.reduce((one, other) => (other.to - other.from > one.to - one.from ? other : one));
  const withheld: Record<string, number> = {};
  for (const { isSent, reason } of steps)
    if (!isSent && reason !== undefined) withheld[reason] = (withheld[reason] ?? 0) + 1;
  return {
    marketing: marketing.length,
    transactional: sent.length - marketing.length,
    byDay: [...new Set(marketing.map((at) => dayOf(at, from, zone)))].map((day) => ({ day, count: onDay(day) })),
    mostInAWeek: Math.max(
      0,
      ...marketing.map((at) => marketing.filter((other) => other <= at && other > at - 7 * dayMillis).length),
    ),
    silence: { from: (longest.from - from) / dayMillis, to: (longest.to - from) / dayMillis },
    withheld,
  };
};

/** Civil days since the day of `from`, where the customer lives. */
export const dayOf = (at: Millis, from: Millis, zone: string): number => {
  const begin = (instant: Millis) => DateTime.fromMillis(instant, { zone }).startOf('day');
  return Math.round(begin(at).diff(begin(from), 'days').days);
};

const round = (day: number): string => day.toFixed(0);

/** The same for people, in lines. */
export const pressureInWords = (pressure: Pressure, days: number): readonly string[] => {
  const { marketing, transactional, byDay, mostInAWeek, silence, withheld } = pressure;
  const busiest = byDay.reduce((one, other) => (other.count > one.count ? other : one), { day: 0, count: 0 });
  const reasons = Object.entries(withheld).toSorted(([, one], [, other]) => other - one);
  return [
    `${marketing} messages of marketing and ${transactional} about orders in ${days} days`,
    marketing === 0
      ? 'no day with marketing'
      : `at most ${busiest.count} of marketing on a day (first on day ${busiest.day}), ${mostInAWeek} in seven days`,
    `longest time without marketing: ${round(silence.to - silence.from)} days, from day ${round(silence.from)} to day ${round(silence.to)}`,
    reasons.length === 0
      ? 'nothing was withheld'
      : `withheld: ${reasons.map(([reason, count]) => `${count} ${reason}`).join(', ')}`,
  ];
};
