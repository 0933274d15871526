import type { Database, Queries } from '../../db/client.ts';
import { type Due, readDue, takeChanges } from '../../db/segments/changes.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { judgeCustomers } from './judge-customers.ts';
import { readStoreLines } from './store-lines.ts';

interface JudgeDueDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/**
 * Judges again the customers of whom something changed, up to `limit` changes in one transaction.
 *
 * @returns how many changes were looked at; fewer than `limit`: there are no more.
 */
export const judgeChanged = async ({ db, clock }: JudgeDueDeps, limit = 300): Promise<number> =>
  db.transaction(async (queries) => {
    const { due, taken } = await takeChanges(queries, limit);
    await judgeAll(queries, due, clock.now());
    return taken;
  });

/** Judges again the customers whom time alone takes out of a segment. @returns how many were looked at. */
export const judgeTimely = async ({ db, clock }: JudgeDueDeps, limit = 300): Promise<number> =>
  db.transaction(async (queries) => {
    const now = clock.now();
    const due = await readDue(queries, new Date(now), limit);
    await judgeAll(queries, due, now);
    return due.length;
  });

const judgeAll = async (queries: Queries, due: readonly Due[], now: Millis): Promise<void> => {
  // In one order, so that two at once do not wait for each other.
  for (const id of [...new Set(due.map(({ storeId }) => storeId))].toSorted()) {
    const store = (await readStore(queries, id))!;
    const own = due.filter(({ storeId }) => storeId === id).map(({ customerId }) => customerId);
    await judgeCustomers(queries, await readStoreLines(queries, store, now), own, now);
  }
};
