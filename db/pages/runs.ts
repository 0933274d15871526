import { and, asc, desc, eq, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { customers, outbox, runs } from '../schema/index.ts';
import type { Cursor } from './cursor.ts';

/** `live`: still writing; `bought`: stopped by a purchase; `exited`: stopped by something else; `closed`: any that ended. */
export type RunStateFilter = 'live' | 'bought' | 'exited' | 'closed';

/** Which runs a list shows; every field narrows it. */
export interface RunFilter {
  readonly store?: StoreId;
  readonly customer?: CustomerId;
  readonly state?: RunStateFilter;
  readonly before?: Cursor;
}

export type RunSummary = Awaited<ReturnType<typeof listRuns>>[number];

/** Runs, newest first. */
export const listRuns = async (db: Queries, { store, customer, state, before }: RunFilter, limit: number) =>
  db
    .select({ run: runs, firstName: customers.firstName })
    .from(runs)
    .innerJoin(customers, eq(customers.id, runs.customerId))
    .where(
      and(
        store && eq(runs.storeId, store),
        customer && eq(runs.customerId, customer),
        state && inState[state],
        before && sql`(${runs.startedAt}, ${runs.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(limit);

const inState: Readonly<Record<RunStateFilter, SQL | undefined>> = {
  live: and(eq(runs.state, 'open'), isNull(runs.exitEvent)),
  bought: eq(runs.exitEvent, 'order.placed'),
  exited: and(isNotNull(runs.exitEvent), ne(runs.exitEvent, 'order.placed')),
  closed: eq(runs.state, 'closed'),
};

/** One run with its customer's name and what Temporal was told about it. */
export const readRun = async (db: Queries, id: RunId) => {
  const [[row], told] = await Promise.all([
    db
      .select({ run: runs, firstName: customers.firstName })
      .from(runs)
      .innerJoin(customers, eq(customers.id, runs.customerId))
      .where(eq(runs.id, id)),
    db.select().from(outbox).where(eq(outbox.runId, id)).orderBy(asc(outbox.id)),
  ]);
  return row && { ...row, told };
};

/** What Temporal can never be told, newest first; of every store when none is given. */
export const listDeadLetters = async (db: Queries, store: StoreId | undefined, limit: number) =>
  db
    .select({ letter: outbox, run: runs, firstName: customers.firstName })
    .from(outbox)
    .innerJoin(runs, eq(runs.id, outbox.runId))
    .innerJoin(customers, eq(customers.id, runs.customerId))
    .where(and(store && eq(outbox.storeId, store), isNotNull(outbox.deadAt)))
    .orderBy(desc(outbox.id))
    .limit(limit);
