import { DateTime } from 'luxon';
import type { Millis } from '../time/instant.ts';

/** A stretch of civil time; the week is the one of ISO 8601, from Monday on. */
export type CivilUnit = 'day' | 'week' | 'month';

/** `from` included, `to` excluded. A civil day has 23 or 25 hours when the clocks change. */
export interface CivilWindow {
  readonly from: Millis;
  readonly to: Millis;
}

/** Of each unit and zone the windows asked for lately: decisions in a row are about few days. */
const lately = new Map<string, readonly CivilWindow[]>();

/** So many of each. */
const mostKept = 16;

/**
 * The civil day, week or month that the instant `at` belongs to where the clocks show `zone` (IANA name).
 *
 * @throws RangeError when there is no such zone.
 */
export const civilWindow = (unit: CivilUnit, at: Millis, zone: string): CivilWindow => {
  const key = `${unit} ${zone}`;
  const kept = lately.get(key) ?? [];
  const known = kept.find(({ from, to }) => from <= at && at < to);
  if (known) return known;
  const begin = DateTime.fromMillis(at, { zone }).startOf(unit);
  if (!begin.isValid) throw new RangeError(`"${zone}" is not a time zone; write an IANA name such as Europe/Paris`);
  const window = {
    from: begin.toMillis(),
    to: begin
      .plus({ [unit]: 1 })
      .startOf(unit)
      .toMillis(),
  };
  lately.set(key, [window, ...kept.slice(0, mostKept - 1)]);
  return window;
};
