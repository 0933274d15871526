import Holidays from 'date-holidays';
import { type CivilDay, dayMillis } from './day.ts';
import type { Place } from './place.ts';

/** French collectivities that the holidays' library has as countries. */
const ownCalendars: readonly (string | undefined)[] = ['PM', 'WF', 'PF', 'NC'];

/**
 * What the library lacks. Saint-Martin keeps the abolition of slavery on 28 May, while the decree
 * (n° 2012-553, https://www.legifrance.gouv.fr/loda/id/JORFTEXT000025743786) says 27: both are left alone.
 */
const added: Readonly<Record<string, readonly string[]>> = { 'FR/MF': ['05-28'] };

const calendars = new Map<string, ReadonlySet<CivilDay>>();

/** True on a day that is a public holiday where the person lives: the country's and the region's own. */
export const isPublicHoliday = (day: CivilDay, place: Place): boolean =>
  publicHolidays(place, new Date(day).getUTCFullYear()).has(day);

/** The public holidays of a year; remembered, because the library takes milliseconds to work one out. */
const publicHolidays = ({ country, region }: Place, year: number): ReadonlySet<CivilDay> => {
  const place = region === undefined ? country : `${country}/${region}`;
  const key = `${place}/${year}`;
  const known = calendars.get(key);
  if (known) return known;
  const days = new Set<CivilDay>();
  const calendar =
    country === 'FR' && ownCalendars.includes(region)
      ? new Holidays(region!)
      : new Holidays(country, region ?? '', { types: ['public'] });
  for (const holiday of calendar.getHolidays(year) ?? []) {
    if (holiday.type !== 'public') continue;
    const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`);
    const length = holiday.end.getTime() - holiday.start.getTime();
    // Whole days, however the day begins there, and though one may have 23 or 25 hours.
    for (let i = 0; i < Math.max(1, Math.round(length / dayMillis)); i++) days.add(first + i * dayMillis);
  }
  for (const date of added[place] ?? []) days.add(Date.parse(`${year}-${date}T00:00:00Z`));
  calendars.set(key, days);
  return days;
};
