import type { Millis } from '../time/instant.ts';
import { offsetAt, stretchesBetween } from './offsets.ts';

/** A civil date, as the milliseconds of its midnight if it were in UTC: a number that days can be counted with. */
export type CivilDay = number;

export const dayMillis = 24 * 3_600_000;

/** A date and a time of day as clocks and calendars show them. */
export interface CivilTime {
  readonly day: CivilDay;
  /** Milliseconds that the clock shows since midnight. */
  readonly clock: Millis;
}

/** What clocks and calendars show in `zone`. */
export const civilTime = (at: Millis, zone: string): CivilTime => {
  const shown = at + offsetAt(at, zone);
  const day = Math.floor(shown / dayMillis) * dayMillis;
  return { day, clock: shown - day };
};

/** From `from` (included) to `to` (excluded). */
export interface Interval {
  readonly from: Millis;
  readonly to: Millis;
}

/** The farthest that a zone is from UTC, and some: Kiritimati is 14 hours ahead, Baker Island 12 behind. */
const farthest = 15 * 3_600_000;

/**
 * The instants of `day` in `zone` at which the clock shows a time in `hours` (milliseconds since midnight), in order.
 * Usually one interval. In the night that the clocks go back an hour is shown twice: two intervals where only part of
 * it is in `hours`. When they go forward the hour that is skipped has no instants.
 */
export const instantsOf = (day: CivilDay, hours: Interval, zone: string): readonly Interval[] => {
  const found: Interval[] = [];
  for (const stretch of stretchesBetween(day - farthest, day + dayMillis + farthest, zone)) {
    const from = Math.max(stretch.from, day + hours.from - stretch.offset);
    const to = Math.min(stretch.to, day + hours.to - stretch.offset);
    if (from >= to) continue;
    const last = found.at(-1);
    if (last?.to === from) found[found.length - 1] = { from: last.from, to };
    else found.push({ from, to });
  }
  return found;
};
