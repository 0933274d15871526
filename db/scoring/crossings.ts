import { asc, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { scoreCrossings } from '../schema/index.ts';

export type CrossingRow = typeof scoreCrossings.$inferSelect;

/** The oldest crossing of which journeys were not told yet, locked; undefined: there is none that nobody else has. */
export const takeCrossing = async (queries: Queries): Promise<CrossingRow | undefined> =>
  (
    await queries
      .select()
      .from(scoreCrossings)
      .where(isNull(scoreCrossings.routedAt))
      .orderBy(asc(scoreCrossings.recordedAt))
      .limit(1)
      .for('update', { skipLocked: true })
  )[0];

export const markRouted = async (queries: Queries, id: string, at: Date): Promise<void> => {
  await queries.update(scoreCrossings).set({ routedAt: at }).where(eq(scoreCrossings.id, id));
};

/** Where no journey listens to scores there is nobody to be told. */
export const markAllRouted = async (queries: Queries, at: Date): Promise<void> => {
  await queries.update(scoreCrossings).set({ routedAt: at }).where(isNull(scoreCrossings.routedAt));
};
