import type { Clock } from '../../../domain/time/clock.ts';
import type { RateSeen } from '../provider.ts';

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** Retry-After in milliseconds: seconds or a date (RFC 9110, section 10.2.3). */
export const retryAfterMillis = (headers: Headers | null | undefined, clock: Clock): number | undefined => {
  const value = headers?.['retry-after'];
  if (!value) return undefined;
  const seconds = Number(value);
  const millis = Number.isNaN(seconds) ? Date.parse(value) - clock.now() : seconds * 1000;
  return Number.isNaN(millis) ? undefined : Math.max(0, millis);
};

/**
 * The limit that the headers tell (draft-ietf-httpapi-ratelimit-headers-06): `ratelimit-limit` calls in a window,
 * whose length in seconds is the `w` of `ratelimit-policy`, or one second.
 */
export const rateSeen = (headers: Headers | null | undefined): RateSeen | undefined => {
  const limit = positive(headers?.['ratelimit-limit']);
  const windowSeconds = positive(/;\s*w=(\d+)/.exec(headers?.['ratelimit-policy'] ?? '')?.[1]) ?? 1;
  const reset = Number(headers?.['ratelimit-reset'] ?? Number.NaN);
  const isSpent = headers?.['ratelimit-remaining'] === '0' && Number.isFinite(reset);
  if (limit === undefined && !isSpent) return undefined;
  return {
    ...(limit !== undefined && { perSecond: limit / windowSeconds }),
    ...(isSpent && { waitMillis: Math.max(0, reset) * 1000 }),
  };
};

/** The first number of a header that is one: `10`, or `10, 10;w=1` as older drafts write it. */
const positive = (value: string | undefined): number | undefined => {
  const number = Number.parseFloat(value ?? '');
  return number > 0 ? number : undefined;
};
