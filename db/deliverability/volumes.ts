import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import { built, givenAll } from '../built.ts';
import type { Queries } from '../client.ts';
import { averageDays, messages, sendingCounts, volumeApprovals } from '../schema/index.ts';
import { type End, endedColumns } from './end.ts';

/** Writes down what was counted of the four weeks before the day of `at` (UTC): it is counted once a day. */
export const noteAverageDay = async (
  queries: Queries,
  { store: storeId, channel, at }: { readonly store: StoreId; readonly channel: Channel; readonly at: Date },
  accepted: number,
): Promise<void> => {
  await averageDay(queries, { storeId, channel, day: dayOf(at), accepted });
};

/** Forgets what was written down for the day of `at`: it is counted again. */
export const forgetAverageDay = async (queries: Queries, storeId: StoreId, at: Date): Promise<void> => {
  await queries.delete(averageDays).where(and(eq(averageDays.storeId, storeId), eq(averageDays.day, dayOf(at))));
};

const dayOf = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));

const averageDay = built((queries) =>
  queries
    .insert(averageDays)
    .values(givenAll(['storeId', 'channel', 'day', 'accepted']) as unknown as typeof averageDays.$inferInsert)
    .onConflictDoNothing(),
);

export type NewApproval = Omit<typeof volumeApprovals.$inferInsert, 'id' | 'recordedAt'>;

/** Approves a volume until an instant. */
export const writeApproval = async (queries: Queries, approval: NewApproval) =>
  (
    await queries
      .insert(volumeApprovals)
      .values({ id: v7(), ...approval })
      .returning()
  )[0]!;

export type ApprovalRow = typeof volumeApprovals.$inferSelect;

/** What is approved at the moment, of each channel: the newest that is not over. */
export const readApprovals = async (queries: Queries, store: StoreId, now: Date): Promise<readonly ApprovalRow[]> =>
  queries
    .selectDistinctOn([volumeApprovals.channel])
    .from(volumeApprovals)
    .where(and(eq(volumeApprovals.storeId, store), gt(volumeApprovals.until, now)))
    .orderBy(volumeApprovals.channel, desc(volumeApprovals.approvedAt));

/** Ends whatever is approved. @returns how many approvals were still on. */
export const endApprovals = async (
  queries: Queries,
  { store, channel }: { readonly store: StoreId; readonly channel: Channel },
  end: End,
): Promise<number> => {
  const ended = await queries
    .update(volumeApprovals)
    .set(endedColumns(end))
    .where(
      and(eq(volumeApprovals.storeId, store), eq(volumeApprovals.channel, channel), gt(volumeApprovals.until, end.at)),
    )
    .returning({ id: volumeApprovals.id });
  return ended.length;
};

/** Messages of a channel since midnight (UTC), and on an average day of the four weeks before. */
export interface SentVolume {
  readonly channel: Channel;
  readonly today: number;
  readonly averageDay: number;
}

/** What a store sends, of each channel that it has sent on in four weeks; counted as the gate does. */
export const readSentVolumes = async (queries: Queries, store: StoreId, now: Date): Promise<readonly SentVolume[]> => {
  const today = sql`date_trunc('day', ${now.toISOString()}::timestamptz, 'UTC')`;
  const rows = await queries
    .select({
      channel: sendingCounts.channel,
      today: sql<number>`coalesce(sum(accepted) filter (where hour >= ${today}), 0)`.mapWith(Number),
      before: sql<number>`coalesce(sum(accepted) filter (where hour < ${today}), 0)`.mapWith(Number),
    })
    .from(sendingCounts)
    .where(
      and(
        eq(sendingCounts.storeId, store),
        sql`channel in ('email', 'sms', 'whatsapp') and hour >= ${today} - interval '28 days' and hour <= ${now.toISOString()}`,
      ),
    )
    .groupBy(sendingCounts.channel)
    .orderBy(sendingCounts.channel);
  return rows.map(({ channel, today: sent, before }) => ({
    channel,
    today: sent,
    averageDay: Math.round(before / 28),
  }));
};

/** Nobody needs to know whether it is more. */
export const mostHeld = 10_000;

/** How many messages of a channel wait because of the day's volume; counts to `mostHeld` and no further. */
export const countHeldByVolume = async (queries: Queries, store: StoreId): Promise<ReadonlyMap<Channel, number>> => {
  const held = queries
    .select({ channel: messages.channel })
    .from(messages)
    // Written out, so that the partial index of what waits is used.
    .where(and(eq(messages.storeId, store), sql`${messages.state} = 'planned'`, eq(messages.reason, 'volume')))
    .limit(mostHeld)
    .as('held');
  const rows = await queries
    .select({ channel: held.channel, count: sql<number>`count(*)`.mapWith(Number) })
    .from(held)
    .groupBy(held.channel);
  return new Map(rows.map(({ channel, count }) => [channel, count]));
};
