import { until } from '../until.ts';
import type { World } from './injection.ts';

/** Seconds from `since` until the next event was acknowledged. */
export const untilAcknowledged = async ({ shop }: World, since: number, timeoutMillis = 60_000): Promise<number> => {
  const at = await until(
    'an event is acknowledged after the fault',
    () => {
      for (let index = shop.posts.length - 1; index >= 0; index--) {
        const { answeredAt } = shop.posts[index]!;
        if (answeredAt <= since) return shop.posts[index + 1]?.answeredAt;
      }
      return shop.posts[0]?.answeredAt;
    },
    { timeoutMillis, everyMillis: 20 },
  );
  return (at - since) / 1000;
};

/** Seconds from `since` until the provider accepted the next message. */
export const untilAccepted = async ({ cast }: World, since: number, timeoutMillis = 60_000): Promise<number> => {
  const at = await until(
    'a message is accepted after the fault',
    () => cast.provider.acceptances().findLast(({ acceptedAt }) => acceptedAt > since) && firstAfter(cast, since),
    { timeoutMillis, everyMillis: 50 },
  );
  return (at - since) / 1000;
};

const firstAfter = (cast: World['cast'], since: number): number | undefined =>
  cast.provider.acceptances().find(({ acceptedAt }) => acceptedAt > since)?.acceptedAt;
