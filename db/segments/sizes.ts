import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { Database, Queries } from '../client.ts';
import { segmentSizes, segmentStandings, segmentStays } from '../schema/index.ts';

/** How many customers are in each segment now; by an index of who is in one. */
export const countSizes = async (queries: Queries, store: StoreId): Promise<ReadonlyMap<AnySegment, number>> => {
  const rows = await queries.execute<{ segment: AnySegment; customers: number } & Record<string, unknown>>(sql`
    select segment, count(*)::int as customers from ${segmentStays}
    where store_id = ${store} and left_at is null group by segment`);
  return new Map(rows.map(({ segment, customers }) => [segment, customers]));
};

/** Of how many customers each segment is the main one now; goes through all of them, so pages keep the answer. */
export const countMains = async (queries: Queries, store: StoreId): Promise<ReadonlyMap<AnySegment, number>> => {
  const rows = await queries.execute<{ segment: AnySegment; customers: number } & Record<string, unknown>>(sql`
    select "primary" as segment, count(*)::int as customers from ${segmentStandings}
    where store_id = ${store} and "primary" is not null group by 1`);
  return new Map(rows.map(({ segment, customers }) => [segment, customers]));
};

/** Keeps the sizes of a day; a segment that had some and has none is kept with 0. */
export const keepSizes = async (db: Database, store: StoreId, day: string, at: Date): Promise<void> =>
  db.transaction(async (queries) => {
    // A question about a whole store takes its time.
    await queries.execute(sql`set local statement_timeout = '15min'`);
    await queries.execute(sql`
    with sizes as (
      select segment, count(*)::int as customers from ${segmentStays}
      where store_id = ${store} and left_at is null group by segment
    ), mains as (
      select "primary" as segment, count(*)::int as customers from ${segmentStandings}
      where store_id = ${store} and "primary" is not null group by 1
    ), known as (
      select segment from sizes union select distinct segment from ${segmentSizes} where store_id = ${store}
    )
    insert into ${segmentSizes} (store_id, segment, day, customers, primaries, at)
    select ${store}, known.segment, ${day}::date, coalesce(sizes.customers, 0), coalesce(mains.customers, 0),
      ${at.toISOString()}::timestamptz
    from known left join sizes using (segment) left join mains using (segment)
    on conflict (store_id, segment, day) do update set
      (customers, primaries, at) = (excluded.customers, excluded.primaries, excluded.at)`);
  });

export type SizeRow = typeof segmentSizes.$inferSelect;

/** The sizes of a store's segments since a day, oldest first; of one alone where it is named. */
export const readSizes = async (
  queries: Queries,
  store: StoreId,
  since: string,
  segment?: AnySegment,
): Promise<readonly SizeRow[]> =>
  queries
    .select()
    .from(segmentSizes)
    .where(
      and(eq(segmentSizes.storeId, store), gte(segmentSizes.day, since), segment && eq(segmentSizes.segment, segment)),
    )
    .orderBy(asc(segmentSizes.segment), asc(segmentSizes.day));
