import { DateTime } from 'luxon';
import type { Millis } from '../time/instant.ts';

/** A day of every year, `05-14`: the month and the day. */
export type YearlyDay = string;

/** A civil date, `2026-05-14`. */
export type CivilDate = string;

/** When it is morning enough for wishes, in hours of the local clock. */
const morning = 9;

/** True for a day that some year has: `02-29` is one, `02-30` is not. */
export const isYearlyDay = (text: string): boolean =>
  /^\d\d-\d\d$/u.test(text) && DateTime.fromISO(`2024-${text}`).isValid;

/** The date on which it falls in a year; 29 February falls on the 28th in years without it. */
export const dateIn = (year: number, day: YearlyDay): CivilDate =>
  DateTime.fromISO(`${year}-${day}`).isValid ? `${year}-${day}` : `${year}-02-28`;

/** The day that an instant falls on where the clocks show `zone`. */
export const civilDate = (at: Millis, zone: string): CivilDate => DateTime.fromMillis(at, { zone }).toISODate()!;

/** The morning of a civil date where the clocks show `zone`. */
export const morningOf = (date: CivilDate, zone: string): Millis =>
  DateTime.fromISO(date, { zone }).set({ hour: morning }).toMillis();

/**
 * The next time that a day of every year comes: today counts until it is over, and what was `told` already, or lies
 * before the year `from`, does not come again.
 */
export const nextYearly = (
  day: YearlyDay,
  {
    now,
    zone,
    told,
    from,
  }: { readonly now: Millis; readonly zone: string; readonly told?: CivilDate | null; readonly from?: number },
): CivilDate => {
  const today = civilDate(now, zone);
  const first = Math.max(Number(today.slice(0, 4)), from ?? 0);
  const dates = [first, first + 1, first + 2].map((year) => dateIn(year, day));
  return dates.find((date) => date >= today && (!told || date > told))!;
};
