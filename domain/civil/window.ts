import { DateTime } from 'luxon';
import type { Millis } from '../time/instant.ts';

/** A stretch of civil time; the week is the one of ISO 8601, from Monday on. */
export type CivilUnit = 'day' | 'week' | 'month';

/** `from` included, `to` excluded. A civil day has 23 or 25 hours when the clocks change. */
export interface CivilWindow {
  readonly from: Millis;
  readonly to: Millis;
}

/** Of each unit and zone the window asked for last: decisions in a row are about the same day. */
const last = new Map<string, CivilWindow>();

/**
 * The civil day, week or month that the instant `at` belongs to where the clocks show `zone` (IANA name).
 *
 * @throws RangeError when there is no such zone.
 */
export const civilWindow = (unit: CivilUnit, at: Millis, zone: string): CivilWindow => {
  const key = `${unit} ${zone}`;
  const known = last.get(key);
  if (known && known.from <= at && at < known.to) return known;
  const begin = DateTime.fromMillis(at, { zone }).startOf(unit);
  if (!begin.isValid) throw new RangeError(`"${zone}" is not a time zone; write an IANA name such as Europe/Paris`);
  const window = {
    from: begin.toMillis(),
    to: begin
      .plus({ [unit]: 1 })
      .startOf(unit)
      .toMillis(),
  };
  last.set(key, window);
  return window;
};
