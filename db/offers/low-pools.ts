import type { StoreId } from '../../domain/ids.ts';
import type { OffersPolicy } from '../../domain/policy/offers.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { countFree } from './pool.ts';

/** A pool with fewer free codes than its policy wants. */
export interface LowPool {
  readonly offer: string;
  readonly free: number;
  readonly alarmBelow: number;
}

/** A store's pools that run out; an offer that says nothing is reported when its pool is empty. */
export const readLowPools = async (
  queries: Queries,
  store: StoreId,
  { byId }: OffersPolicy,
  realNow: Millis,
): Promise<readonly LowPool[]> => {
  const pools = Object.entries(byId).filter(([, { codes }]) => codes.from === 'pool');
  const levels = await Promise.all(
    pools.map(async ([offer, { alarmBelow = 1 }]) => ({
      offer,
      alarmBelow,
      free: await countFree(queries, { store, offer, most: alarmBelow, realNow }),
    })),
  );
  return levels.filter(({ free, alarmBelow }) => free < alarmBelow);
};
