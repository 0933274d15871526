import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';

/** How late the first decision about messages of a journey was, in milliseconds. */
export interface Latency extends Record<string, unknown> {
  /** Null: of all journeys together. */
  readonly journey: string | null;
  readonly decisions: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/**
 * From when a message could be decided (it was due, and its event was here) to its first decision, by journey, of those decided
 * since an instant (R123). By the database's own clock: it says nothing of a store whose time is compressed. A message that
 * then waits for something was decided all the same; one that a touch has moved since is left out.
 */
export const readLatencies = async (queries: Queries, store: StoreId, since: Date): Promise<readonly Latency[]> =>
  queries.execute<Latency>(sql`
    with first as (
      select m.journey,
        greatest(0, extract(epoch from m.recorded_at - greatest(m.due_at, r.started_at)) * 1000)::float8 as late
      from messages m join runs r on r.id = m.run_id
      where m.store_id = ${store} and m.decided_at >= ${since.toISOString()}::timestamptz and m.rank is not null
        and m.recorded_at >= m.due_at - interval '1 second')
    select journey, count(*)::int as decisions,
      percentile_disc(0.5) within group (order by late) as p50,
      percentile_disc(0.99) within group (order by late) as p99,
      max(late) as most
    from first group by grouping sets ((journey), ()) order by journey nulls first`);
