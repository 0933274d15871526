import type { Database } from '../../db/client.ts';
import { markScored, writeScores } from '../../db/scoring/write-scores.ts';
import { noteChanges } from '../../db/segments/changes.ts';
import { takeStale } from '../../db/scoring/statistics.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { readSignaller, signalCustomers } from './signals/signaller.ts';
import { readStoreScorer } from './store-scorer.ts';

/**
 * Scores the customers whose orders changed, up to `limit` of them in one transaction, and says their signals in another,
 * which looks at their own rows: those must not be waited for while statistics are held. Each has their segments judged
 * again. In a store without a model there is nothing to say yet: the run that fits one scores everybody.
 *
 * @returns how many were looked at; fewer than `limit`: there are no more.
 */
export const scoreStale = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  limit = 200,
): Promise<number> => {
  const now = clock.now();
  const scored = await db.transaction(async (queries) => {
    const stale = await takeStale(queries, limit);
    if (stale.length === 0) return [];
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
    return stale;
  });
  for (const id of new Set(scored.map(({ storeId }) => storeId))) {
    const signaller = await readSignaller(db, (await readStore(db, id))!, now);
    const own = scored.filter(({ storeId }) => storeId === id).map(({ customerId }) => customerId);
    if (!signaller) continue;
    await signalCustomers(db, signaller, own);
    // Judged meanwhile by what was said before.
    await noteChanges(db, own);
  }
  return scored.length;
};

/** In one order, so that two that score the same customers do not wait for each other. */
const byCustomer = (one: { readonly customerId: string }, other: { readonly customerId: string }): number =>
  one.customerId < other.customerId ? -1 : 1;
