import type { Millis } from '../../time/instant.ts';

/** How long somebody stayed a buyer, from an instant on. */
export interface Lifetime {
  /** Whole days. */
  readonly days: number;
  /** True: they had then bought nothing for too long. False: that is how long they have been watched. */
  readonly faded: boolean;
}

/** From when to when a buyer is watched, and how long without an order is the end. */
export interface Watch {
  readonly from: Millis;
  readonly until: Millis;
  readonly silence: Millis;
}

const day = 86_400_000;

/**
 * How long somebody is a buyer who ordered at these instants, in any order. They fade when they have ordered nothing for
 * `silence`, whatever they do afterwards: an instant that can be told the moment it comes, so that whoever is watched for a
 * shorter time than others is only watched for a shorter time. Undefined: they were no buyer when it began.
 */
export const lifetimeOf = (ordersAt: readonly Millis[], { from, until, silence }: Watch): Lifetime | undefined => {
  const seen = ordersAt.filter((at) => at > from - silence && at < until).toSorted((a, b) => a - b);
  if (seen[0] === undefined || seen[0] > from) return undefined;
  const last = seen.find((at, place) => (seen[place + 1] ?? until) - at >= silence);
  return last === undefined
    ? { days: Math.floor((until - from) / day), faded: false }
    : { days: Math.floor((last + silence - from) / day), faded: true };
};
