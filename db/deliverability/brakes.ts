import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { BrakeReading } from '../../domain/deliverability/brake-levels.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Queries } from '../client.ts';
import { brakeReleases, brakes } from '../schema/index.ts';
import { type End, endedColumns } from './end.ts';

export type BrakeRow = typeof brakes.$inferSelect;
export type StandingBrake = Pick<BrakeRow, 'journey' | 'metric' | 'level'>;

/** In place of a journey's name: the store's own brake. */
export const storesOwn = '*';

const keyOf = ({ journey, metric, level }: StandingBrake): string => `${journey} ${metric} ${level}`;

/**
 * Writes down which brakes began and which are over, as a decision finds them.
 *
 * @returns those that began with this decision.
 */
export const noteBrakes = async (
  queries: Queries,
  scope: { readonly store: StoreId; readonly channel: Channel; readonly journey: string; readonly at: Date },
  readings: readonly BrakeReading[],
  standing: readonly StandingBrake[],
): Promise<readonly BrakeRow[]> => {
  const { store: storeId, channel, at } = scope;
  const found = readings
    .map(({ of, bound: _bound, ...reading }) => ({ ...reading, journey: of === 'store' ? storesOwn : scope.journey }))
    // One order for all, so that two decisions do not wait for each other.
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const began = found.filter((one) => !standing.some((other) => keyOf(other) === keyOf(one)));
  const over = standing
    .filter((one) => !found.some((other) => keyOf(other) === keyOf(one)))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const { journey, metric, level } of over) {
    await queries
      .update(brakes)
      .set({ until: at })
      .where(
        and(
          eq(brakes.storeId, storeId),
          eq(brakes.channel, channel),
          eq(brakes.journey, journey),
          eq(brakes.metric, metric),
          eq(brakes.level, level),
          isNull(brakes.until),
        ),
      );
  }
  if (began.length === 0) return [];
  return queries
    .insert(brakes)
    .values(began.map((one) => ({ id: v7(), storeId, channel, since: at, ...one })))
    .onConflictDoNothing()
    .returning();
};

/** The brakes of a store that are on, the oldest first. */
export const readStandingBrakes = async (queries: Queries, store: StoreId): Promise<readonly BrakeRow[]> =>
  queries
    .select()
    .from(brakes)
    .where(and(eq(brakes.storeId, store), isNull(brakes.until)))
    .orderBy(brakes.since, sql`${brakes.journey}, ${brakes.metric}, ${brakes.level}`);

export type NewRelease = Omit<typeof brakeReleases.$inferInsert, 'id' | 'recordedAt'>;

/** Lets messages go in spite of a brake, until an instant. */
export const writeRelease = async (queries: Queries, release: NewRelease) =>
  (
    await queries
      .insert(brakeReleases)
      .values({ id: v7(), ...release })
      .returning()
  )[0]!;

export type ReleaseRow = typeof brakeReleases.$inferSelect;

/** Which brakes somebody lets messages pass at the moment: of each the one that holds longest. */
export const readReleases = async (queries: Queries, store: StoreId, now: Date): Promise<readonly ReleaseRow[]> =>
  queries
    .selectDistinctOn([brakeReleases.channel, brakeReleases.journey])
    .from(brakeReleases)
    .where(and(eq(brakeReleases.storeId, store), gt(brakeReleases.until, now)))
    .orderBy(brakeReleases.channel, brakeReleases.journey, desc(brakeReleases.until));

/** Ends whatever lets messages pass a brake. @returns how many releases were still on. */
export const endReleases = async (
  queries: Queries,
  { store, channel, journey }: { readonly store: StoreId; readonly channel: Channel; readonly journey: string },
  end: End,
): Promise<number> => {
  const ended = await queries
    .update(brakeReleases)
    .set(endedColumns(end))
    .where(
      and(
        eq(brakeReleases.storeId, store),
        eq(brakeReleases.channel, channel),
        eq(brakeReleases.journey, journey),
        gt(brakeReleases.until, end.at),
      ),
    )
    .returning({ id: brakeReleases.id });
  return ended.length;
};
