import { normalQuantile } from '../experiments/distributions.ts';
import type { GroupEffect } from './stratum.ts';

/** A figure with the bounds that hold 95 times of 100. */
export interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const bound = normalQuantile(0.975);

export const bounded = (value: number, variance: number): Bounded => {
  const reach = bound * Math.sqrt(Math.max(0, variance));
  return { value, low: value - reach, high: value + reach };
};

/** How well an order of groups finds those in whom an offer does most, on customers whom it was not made from. */
export interface Ranking {
  /**
   * The area between the curve of what is gained from the first customers on and the line of customers drawn by chance, in
   * units of the outcome a customer; 0: the order is worth no more than chance.
   */
  readonly qini: Bounded;
  /** What the offer does in the first `share` of the customers, and in all. */
  readonly top: { readonly share: number; readonly uplift: Bounded; readonly ofAll: Bounded };
  readonly customers: number;
}

/** The first part of the customers that is looked at. */
export const topShare = 0.3;

/**
 * The Qini coefficient (Radcliffe, "Using control groups to target on predicted lift", 2007) and the uplift of the first
 * part, of groups that are ordered by what another half of the customers taught. As customers of a group are alike to the
 * order, the area is a weighed sum of the groups' own effects, sum of w d (1/2 - m) with w the group's part of the customers
 * and m the middle of its place: its variance is exact and no bootstrap is needed. Of groups that are foreseen the same the
 * place is one.
 */
export const rankingOf = (effects: readonly GroupEffect[], foreseen: ReadonlyMap<string, number>): RankingParts => {
  const known = effects.filter(({ variance }) => variance < Infinity);
  const customers = known.reduce((sum, one) => sum + one.offered + one.control, 0);
  if (customers === 0) return { qini: [0, 0], top: [0, 0], all: [0, 0], customers: 0 };
  const places = new Map<number, GroupEffect[]>();
  for (const effect of known) {
    const at = foreseen.get(`${effect.outer}/${effect.group}`) ?? 0;
    places.set(at, [...(places.get(at) ?? []), effect]);
  }
  let from = 0;
  const sums = { qini: [0, 0] as [number, number], top: [0, 0] as [number, number], all: [0, 0] as [number, number] };
  for (const [, own] of [...places].toSorted(([one], [other]) => other - one)) {
    const width = own.reduce((sum, one) => sum + (one.offered + one.control) / customers, 0);
    const inTop = Math.min(1, Math.max(0, (topShare - from) / width));
    for (const { offered, control, value, variance } of own) {
      const part = (offered + control) / customers;
      add(sums.qini, part * (1 / 2 - (from + width / 2)), value, variance);
      add(sums.top, (part * inTop) / topShare, value, variance);
      add(sums.all, part, value, variance);
    }
    from += width;
  }
  return { ...sums, customers };
};

/** Each a value and its variance. */
export interface RankingParts {
  readonly qini: readonly [number, number];
  readonly top: readonly [number, number];
  readonly all: readonly [number, number];
  readonly customers: number;
}

const add = (sum: [number, number], weight: number, value: number, variance: number): void => {
  sum[0] += weight * value;
  sum[1] += weight ** 2 * variance;
};

/**
 * The two halves together, each judged by what the other taught; undefined: one of them has nobody. The order of one half is
 * made from the figures of the other, so that the two areas go up and down together: they count as wholly dependent.
 */
export const joinRankings = (halves: readonly RankingParts[]): Ranking | undefined => {
  const customers = halves.reduce((sum, half) => sum + half.customers, 0);
  if (halves.length === 0 || halves.some((half) => half.customers === 0)) return undefined;
  const joined = (of: (half: RankingParts) => readonly [number, number]): Bounded => {
    let [value, error] = [0, 0];
    for (const half of halves) {
      const share = half.customers / customers;
      value += share * of(half)[0];
      error += share * Math.sqrt(of(half)[1]);
    }
    return bounded(value, error ** 2);
  };
  return {
    qini: joined(({ qini }) => qini),
    top: { share: topShare, uplift: joined(({ top }) => top), ofAll: joined(({ all }) => all) },
    customers,
  };
};
