import type { Millis } from '../time/instant.ts';

/** How often a held message is looked at again, in milliseconds of the store's time: a resume takes at most this long. */
export const lookEveryMillis = 600_000;

/**
 * When a held message is looked at next: once a period, at a place in it that is the message's own. Whenever a pause
 * ends, the next looks of all that it held are spread evenly over one period.
 */
export const nextLook = (now: Millis, place: number, every: Millis): Millis => {
  const look = now - (now % every) + Math.floor(place * every);
  return look > now ? look : look + every;
};

/**
 * When a message goes out that a pause held until `end`: as far into `spread` as its next look is into the period,
 * and no later than it is of use.
 */
export const releaseAfter = (
  end: Millis,
  { place, every }: { readonly place: number; readonly every: Millis },
  { spread, expiresAt }: { readonly spread: Millis; readonly expiresAt: Millis },
): Millis => {
  const part = (nextLook(end, place, every) - end) / every;
  return Math.floor(end + part * Math.max(0, Math.min(spread, expiresAt - end)));
};
