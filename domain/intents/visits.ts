import { type Duration, durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';

/** One visit to the page of a product. */
export interface Visit {
  /** When it began. */
  readonly at: Millis;
  /** How long the page was looked at, in seconds, as far as the shop told. */
  readonly seconds?: number;
}

/** A look at the page of a product, as it is told: at its beginning, or with its length at its end. */
export interface Look {
  readonly at: Millis;
  readonly seconds?: number | undefined;
}

/** Of one product so many of the newest visits are kept: more say nothing new. */
const mostVisits = 10;

/**
 * The visits after one more look, oldest first: a look within `apart` of a visit belongs to it, and adds its length to
 * it. Looks may be told in any order.
 */
export const addLook = (visits: readonly Visit[], { at, seconds = 0 }: Look, apart: Duration): readonly Visit[] => {
  const look: Visit = { at: at - seconds * 1000, ...(seconds > 0 && { seconds }) };
  const visit = visits.find((one) => distance(one, look) < durationMillis(apart));
  const joined = visit ? join(visit, look) : look;
  return visits
    .filter((one) => one !== visit)
    .concat(joined)
    .toSorted((a, b) => a.at - b.at)
    .slice(-mostVisits);
};

/** What two customers who turned out to be one looked at. */
export const joinVisits = (some: readonly Visit[], others: readonly Visit[]): readonly Visit[] =>
  [...some, ...others].toSorted((a, b) => a.at - b.at).slice(-mostVisits);

const endOf = ({ at, seconds = 0 }: Visit): Millis => at + seconds * 1000;

/** From the end of the one to the beginning of the other, in milliseconds; below 0 when they overlap. */
const distance = (one: Visit, other: Visit): number => Math.max(one.at, other.at) - Math.min(endOf(one), endOf(other));

const join = (one: Visit, other: Visit): Visit => {
  const seconds = (one.seconds ?? 0) + (other.seconds ?? 0);
  return { at: Math.min(one.at, other.at), ...(seconds > 0 && { seconds }) };
};
