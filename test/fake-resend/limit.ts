import type { ServerResponse } from 'node:http';

/** A limit of calls in each second of the clock, told as draft-ietf-httpapi-ratelimit-headers-06 says. */
export const fixedWindow = (perSecond: number) => {
  let window = 0;
  let used = 0;
  let refused = 0;
  return {
    /** Counts a call and writes the headers of its answer; false when it is one too many. */
    allows: (response: ServerResponse): boolean => {
      const now = Math.floor(Date.now() / 1000);
      if (now !== window) [window, used] = [now, 0];
      used += 1;
      response.setHeader('ratelimit-limit', String(perSecond));
      response.setHeader('ratelimit-policy', `${perSecond};w=1`);
      response.setHeader('ratelimit-remaining', String(Math.max(0, perSecond - used)));
      response.setHeader('ratelimit-reset', '1');
      if (used <= perSecond) return true;
      refused += 1;
      response.setHeader('retry-after', '1');
      return false;
    },
    refused: (): number => refused,
  };
};
