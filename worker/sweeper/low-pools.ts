import { readLowPools } from '../../db/offers/low-pools.ts';
import { listStores } from '../../db/pages/stores.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { SweeperDeps } from './deps.ts';

/** How often pools are counted, in milliseconds of real time. */
const everyMillis = 60_000;

/** Reports pools of codes that run out: each once when it falls below its alarm, and again after it had recovered. */
export const watchPools = (
  { db, clock, logger }: Pick<SweeperDeps, 'db' | 'clock' | 'logger'>,
  realTime: () => Millis = Date.now,
): (() => Promise<void>) => {
  const low = new Set<string>();
  let countedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const realNow = realTime();
    if (realNow - countedAt < everyMillis) return;
    countedAt = realNow;
    const seen = new Set<string>();
    for (const { id: store } of await listStores(db)) {
      const { policy } = await readStorePolicy(db, store, new Date(clock.now()));
      for (const { offer, free, alarmBelow } of await readLowPools(db, store, policy.offers, realNow)) {
        const name = `${store}/${offer}`;
        seen.add(name);
        if (low.has(name)) continue;
        logger.error({ store, offer, free, alarmBelow, alert: true }, 'the pool of codes runs out; import more');
      }
    }
    low.clear();
    for (const name of seen) low.add(name);
  };
};
