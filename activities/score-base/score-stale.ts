import type { Database } from '../../db/client.ts';
import { markScored, writeScores } from '../../db/scoring/write-scores.ts';
import { noteChanges } from '../../db/segments/changes.ts';
import { takeStale } from '../../db/scoring/statistics.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { readStoreScorer } from './store-scorer.ts';

/**
 * Scores the customers whose orders changed, up to `limit` of them in one transaction, and has their segments judged again. In a store without a model there
 * is nothing to say yet: the run that fits one scores everybody.
 *
 * @returns how many were looked at; fewer than `limit`: there are no more.
 */
export const scoreStale = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  limit = 200,
): Promise<number> =>
  db.transaction(async (queries) => {
    const stale = await takeStale(queries, limit);
    if (stale.length === 0) return 0;
    const now = clock.now();
    for (const id of new Set(stale.map(({ storeId }) => storeId))) {
      const store = (await readStore(queries, id))!;
      const scorer = await readStoreScorer(queries, store, now);
      const own = stale.filter(({ storeId }) => storeId === id).toSorted(byCustomer);
      if (scorer) await writeScores(queries, scorer.page(own, now));
    }
    await markScored(queries, stale);
    await noteChanges(
      queries,
      stale.map(({ customerId }) => customerId),
    );
    return stale.length;
  });

/** In one order, so that two that score the same customers do not wait for each other. */
const byCustomer = (one: { readonly customerId: string }, other: { readonly customerId: string }): number =>
  one.customerId < other.customerId ? -1 : 1;
