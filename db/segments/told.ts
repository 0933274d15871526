import { eq, sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { segmentStays } from '../schema/index.ts';

export type StayRow = typeof segmentStays.$inferSelect;

const untold = sql`(entered_told_at is null or (left_at is not null and left_told_at is null))`;

/** The oldest stay of whose beginning or end journeys were not told yet, locked; undefined: none that nobody else has. */
export const takeUntold = async (queries: Queries): Promise<StayRow | undefined> =>
  (
    await queries
      .select()
      .from(segmentStays)
      .where(untold)
      .orderBy(segmentStays.id)
      .limit(1)
      .for('update', { skipLocked: true })
  )[0];

/** Notes that journeys were told: of the beginning first, where both are to be told. */
export const markTold = async (queries: Queries, stay: StayRow, at: Date): Promise<void> => {
  const told = stay.enteredToldAt === null ? { enteredToldAt: at } : { leftToldAt: at };
  await queries.update(segmentStays).set(told).where(eq(segmentStays.id, stay.id));
};

/** Where no journey listens to segments there is nobody to be told. */
export const markAllTold = async (queries: Queries, at: Date): Promise<void> => {
  const now = sql`${at.toISOString()}::timestamptz`;
  await queries.execute(sql`
    update ${segmentStays} set
      entered_told_at = coalesce(entered_told_at, ${now}),
      left_told_at = case when left_at is null then null else coalesce(left_told_at, ${now}) end
    where id in (select id from ${segmentStays} where ${untold} order by id limit 5000 for update skip locked)`);
};
