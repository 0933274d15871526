import { and, desc, eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { segmentRuns } from '../schema/index.ts';

export type SegmentRunRow = typeof segmentRuns.$inferSelect;

/** The newest run of a store: its lines hold, whether it is over or not. */
export const readNewestRun = async (queries: Queries, store: StoreId): Promise<SegmentRunRow | undefined> =>
  (
    await queries
      .select()
      .from(segmentRuns)
      .where(eq(segmentRuns.storeId, store))
      .orderBy(desc(segmentRuns.startedAt), desc(segmentRuns.id))
      .limit(1)
  )[0];

/** The newest run that went through the whole store. */
export const readLastWholeRun = async (queries: Queries, store: StoreId): Promise<SegmentRunRow | undefined> =>
  (
    await queries
      .select()
      .from(segmentRuns)
      .where(and(eq(segmentRuns.storeId, store), eq(segmentRuns.state, 'done')))
      .orderBy(desc(segmentRuns.startedAt), desc(segmentRuns.id))
      .limit(1)
  )[0];

export const readOpenRun = async (queries: Queries, store: StoreId): Promise<SegmentRunRow | undefined> =>
  (
    await queries
      .select()
      .from(segmentRuns)
      .where(and(eq(segmentRuns.storeId, store), eq(segmentRuns.state, 'open')))
  )[0];

/** @returns false when another process opened one meanwhile. */
export const openRun = async (queries: Queries, row: typeof segmentRuns.$inferInsert): Promise<boolean> =>
  (await queries.insert(segmentRuns).values(row).onConflictDoNothing().returning({ id: segmentRuns.id })).length === 1;

/** Notes that a page is done, in the page's transaction. @returns false when another process did it. */
export const advanceRun = async (
  queries: Queries,
  { id, after }: Pick<SegmentRunRow, 'id' | 'after'>,
  to: CustomerId,
  page: { readonly evaluated: number },
): Promise<boolean> =>
  (
    await queries
      .update(segmentRuns)
      .set({ after: to, evaluated: sql`${segmentRuns.evaluated} + ${page.evaluated}` })
      .where(
        and(
          eq(segmentRuns.id, id),
          eq(segmentRuns.state, 'open'),
          sql`${segmentRuns.after} is not distinct from ${after}`,
        ),
      )
      .returning({ id: segmentRuns.id })
  ).length === 1;

export const countChanged = async (queries: Queries, id: string, changed: number): Promise<void> => {
  await queries
    .update(segmentRuns)
    .set({ changed: sql`${segmentRuns.changed} + ${changed}` })
    .where(eq(segmentRuns.id, id));
};

export const endRun = async (
  queries: Queries,
  id: string,
  end: Pick<SegmentRunRow, 'state' | 'finishedAt'>,
): Promise<void> => {
  await queries
    .update(segmentRuns)
    .set(end)
    .where(and(eq(segmentRuns.id, id), eq(segmentRuns.state, 'open')));
};

/** What was kept of lines and of the pages of runs is of no use after so many runs; their sizes stay. */
export const forgetOldRuns = async (queries: Queries, store: StoreId, before: Date): Promise<void> => {
  await queries
    .delete(segmentRuns)
    .where(
      and(
        eq(segmentRuns.storeId, store),
        sql`${segmentRuns.startedAt} < ${before.toISOString()}::timestamptz`,
        sql`${segmentRuns.state} <> 'open'`,
      ),
    );
};
