import { type CivilDay, civilTime, dayMillis, instantsOf, type Interval } from '../../civil/day.ts';
import type { Place } from '../../civil/place.ts';
import { isPublicHoliday } from '../../civil/public-holidays.ts';
import { type ClockHours, clockMillis, type SendingHours, type Weekday, weekdays } from '../../policy/quiet-hours.ts';
import type { Millis } from '../../time/instant.ts';

/** Where and by which clock the recipient lives. */
export interface Where {
  readonly zone: string;
  readonly place: Place | undefined;
}

/** No hours open again after more quiet days than this, in milliseconds. */
const farthest = 62 * dayMillis;

export const weekdayOf = (day: CivilDay): Weekday => weekdays[(new Date(day).getUTCDay() + 6) % 7]!;

export const isHoliday = (day: CivilDay, { place }: Where): boolean =>
  place !== undefined && isPublicHoliday(day, place);

/** The hours of one civil day; undefined: all of it is quiet. */
export const hoursOn = (day: CivilDay, sending: SendingHours, where: Where): ClockHours | undefined => {
  const { week, publicHolidays } = sending;
  if (publicHolidays === 'like the weekday' || !isHoliday(day, where)) return week[weekdayOf(day)];
  return publicHolidays === 'quiet' ? undefined : publicHolidays;
};

const inMillis = ({ from, to }: ClockHours): Interval => ({ from: clockMillis(from), to: clockMillis(to) });

export const isWithin = (clock: Millis, hours: ClockHours | undefined): boolean => {
  if (!hours) return false;
  const { from, to } = inMillis(hours);
  return from <= clock && clock < to;
};

/** The first interval after `at`, at which it is quiet, in which messages may go; undefined: there is none. */
export const nextOpening = (at: Millis, sending: SendingHours, where: Where): Interval | undefined => {
  const { day: today } = civilTime(at, where.zone);
  for (let day = today; day <= today + farthest; day += dayMillis) {
    const hours = hoursOn(day, sending, where);
    const next = hours && instantsOf(day, inMillis(hours), where.zone).find(({ from }) => from > at);
    if (next) return next;
  }
  return undefined;
};
