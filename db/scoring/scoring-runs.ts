import { and, desc, eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { scoringRuns } from '../schema/index.ts';

export type ScoringRunRow = typeof scoringRuns.$inferSelect;

export const readOpenRun = async (queries: Queries, store: StoreId): Promise<ScoringRunRow | undefined> =>
  (
    await queries
      .select()
      .from(scoringRuns)
      .where(and(eq(scoringRuns.storeId, store), eq(scoringRuns.state, 'open')))
  )[0];

/** The newest run of a store that ended well. */
export const readLastRun = async (queries: Queries, store: StoreId): Promise<ScoringRunRow | undefined> =>
  (
    await queries
      .select()
      .from(scoringRuns)
      .where(and(eq(scoringRuns.storeId, store), eq(scoringRuns.state, 'done')))
      .orderBy(desc(scoringRuns.startedAt))
      .limit(1)
  )[0];

/** @returns false when another process opened one meanwhile. */
export const openRun = async (queries: Queries, row: typeof scoringRuns.$inferInsert): Promise<boolean> =>
  (await queries.insert(scoringRuns).values(row).onConflictDoNothing().returning({ id: scoringRuns.id })).length === 1;

/** Notes that a page is done, in the page's transaction. @returns false when another process did it. */
export const advanceRun = async (
  queries: Queries,
  { id, after }: Pick<ScoringRunRow, 'id' | 'after'>,
  to: CustomerId,
  scored: number,
): Promise<boolean> =>
  (
    await queries
      .update(scoringRuns)
      .set({ after: to, scored: sql`${scoringRuns.scored} + ${scored}` })
      .where(
        and(
          eq(scoringRuns.id, id),
          eq(scoringRuns.state, 'open'),
          sql`${scoringRuns.after} is not distinct from ${after}`,
        ),
      )
      .returning({ id: scoringRuns.id })
  ).length === 1;

/** Notes that a page of signals is done. Two that do the same page write the same. */
export const advanceSignals = async (
  queries: Queries,
  id: string,
  to: CustomerId,
  customers: number,
): Promise<void> => {
  await queries
    .update(scoringRuns)
    .set({ signalsAfter: to, signalled: sql`${scoringRuns.signalled} + ${customers}` })
    .where(eq(scoringRuns.id, id));
};

export const changeRun = async (
  queries: Queries,
  id: string,
  change: Partial<Pick<ScoringRunRow, 'state' | 'fits' | 'finishedAt'>>,
): Promise<void> => {
  await queries.update(scoringRuns).set(change).where(eq(scoringRuns.id, id));
};
