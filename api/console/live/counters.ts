import type { Queries } from '../../../db/client.ts';
import { type Counters, readCounters } from '../../../db/pages/counters.ts';
import type { StoreId } from '../../../domain/ids.ts';

/** At most this part of the time is spent on counting. */
const share = 0.1;

interface Kept {
  readonly counters: Promise<Counters>;
  /** Kept until then, in the milliseconds of `elapsed`. */
  until: number;
}

/**
 * Counts a store's rows for whoever looks, keeping each answer for a second, or longer where counting is
 * slow: ten times as long as it took. Many viewers cost as much as one.
 */
export const createCounterCache = (db: Queries, elapsed = () => performance.now()) => {
  const kept = new Map<StoreId, Kept>();
  return async (store: StoreId): Promise<Counters> => {
    const begun = elapsed();
    const held = kept.get(store);
    if (held && begun < held.until) return held.counters;
    const entry: Kept = { counters: readCounters(db, store), until: Number.POSITIVE_INFINITY };
    kept.set(store, entry);
    try {
      const counters = await entry.counters;
      const ended = elapsed();
      entry.until = ended + Math.max(1_000, (ended - begun) / share);
      return counters;
    } catch (error) {
      kept.delete(store);
      throw error;
    }
  };
};
