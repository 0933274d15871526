import { IANAZone } from 'luxon';
import type { Millis } from '../time/instant.ts';

/** A time from `from` (included) to `to` (excluded) during which a zone's clocks are `offset` ahead of UTC. */
export interface Stretch {
  readonly from: Millis;
  readonly to: Millis;
  readonly offset: Millis;
}

const weekMillis = 7 * 24 * 3_600_000;
const years = new Map<string, readonly Stretch[]>();

/** The stretches that `zone` has in a year (of UTC); remembered, because each takes a hundred questions to Intl. */
const stretchesOf = (zone: string, year: number): readonly Stretch[] => {
  const key = `${zone}/${year}`;
  const known = years.get(key);
  if (known) return known;
  const found = findStretches(zone, Date.UTC(year), Date.UTC(year + 1));
  years.set(key, found);
  return found;
};

/** @throws RangeError when there is no such zone. */
const findStretches = (name: string, from: Millis, to: Millis): readonly Stretch[] => {
  const zone = IANAZone.create(name);
  if (!zone.isValid) throw new RangeError(`"${name}" is not an IANA time zone`);
  const offsetAt = (at: Millis) => zone.offset(at) * 60_000;
  const found: Stretch[] = [];
  let begun = from;
  // No zone moves its clocks twice in a week; the closest are a month apart (Morocco around Ramadan).
  for (let week = from; week < to; week += weekMillis) {
    let [before, after] = [week, Math.min(week + weekMillis, to)];
    const offset = offsetAt(before);
    if (offsetAt(after) === offset) continue;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    if (after >= to) continue;
    found.push({ from: begun, to: after, offset });
    begun = after;
  }
  return [...found, { from: begun, to, offset: offsetAt(begun) }];
};

const yearOf = (at: Millis): number => new Date(at).getUTCFullYear();

/** How far `zone`'s clocks are ahead of UTC at `at`, in milliseconds. */
export const offsetAt = (at: Millis, zone: string): Millis =>
  stretchesOf(zone, yearOf(at)).find((stretch) => at < stretch.to)!.offset;

/** The stretches between two instants, in order. */
export const stretchesBetween = (from: Millis, to: Millis, zone: string): readonly Stretch[] => {
  const first = stretchesOf(zone, yearOf(from));
  const all = yearOf(to) === yearOf(from) ? first : [...first, ...stretchesOf(zone, yearOf(to))];
  return all.filter((stretch) => stretch.to > from && stretch.from < to);
};
