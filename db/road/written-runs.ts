import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { RunId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { messages, runs } from '../schema/index.ts';

/** The next runs of a journey that can still write, and have begun to: in the order of their ids. */
export const pageOfWrittenRuns = async (
  queries: Queries,
  {
    store,
    journey,
    after,
    limit,
  }: { readonly store: StoreId; readonly journey: string; readonly after: RunId | undefined; readonly limit: number },
) =>
  queries
    .select({ id: runs.id, customerId: runs.customerId, event: runs.event })
    .from(runs)
    .where(
      and(
        eq(runs.storeId, store),
        eq(runs.journey, journey),
        eq(runs.state, 'open'),
        isNull(runs.exitEvent),
        after === undefined ? undefined : gt(runs.id, after),
        sql`exists (select 1 from ${messages} where ${messages.runId} = ${runs.id})`,
      ),
    )
    .orderBy(asc(runs.id))
    .limit(limit);
