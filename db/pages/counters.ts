import { and, count, desc, eq, isNull, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import { sentStates } from '../../domain/message-state.ts';
import type { Queries } from '../client.ts';
import { inbox, messages, outbox, runs } from '../schema/index.ts';

export type Counters = Awaited<ReturnType<typeof readCounters>>;

/** A store's totals. Reads every row of it: cache the answer where it is asked for often. */
export const readCounters = async (db: Queries, store: StoreId) => {
  const [events, [runCounts], decisions, [letters]] = await Promise.all([
    db.select({ fate: inbox.fate, count: count() }).from(inbox).where(eq(inbox.storeId, store)).groupBy(inbox.fate),
    db
      .select({
        all: count(),
        live: sql<number>`count(*) filter (where ${runs.state} = 'open' and ${runs.exitEvent} is null)`.mapWith(Number),
        bought: sql<number>`count(*) filter (where ${runs.exitEvent} = 'order.placed')`.mapWith(Number),
      })
      .from(runs)
      .where(eq(runs.storeId, store)),
    db
      .select({ state: messages.state, reason: messages.reason, count: count() })
      .from(messages)
      .where(eq(messages.storeId, store))
      .groupBy(messages.state, messages.reason)
      .orderBy(desc(count()), messages.reason),
    db
      .select({
        waiting: sql<number>`count(*) filter (where ${outbox.deadAt} is null)`.mapWith(Number),
        dead: sql<number>`count(*) filter (where ${outbox.deadAt} is not null)`.mapWith(Number),
      })
      .from(outbox)
      .where(and(eq(outbox.storeId, store), isNull(outbox.dispatchedAt))),
  ]);
  const inState = (state: string) => decisions.filter((row) => row.state === state);
  return {
    events: total(events),
    ignored: total(events.filter((row) => row.fate === 'ignored')),
    quarantined: total(events.filter((row) => row.fate === 'quarantined')),
    runs: runCounts!,
    sent: total(sentStates.flatMap(inState)),
    planned: total([...inState('planned'), ...inState('claimed')]),
    withheld: inState('withheld').map(({ reason, count }) => ({ reason: reason ?? '', count })),
    failed: total(inState('failed')),
    unknown: total(inState('unknown')),
    outbox: letters!,
  };
};

const total = (rows: readonly { readonly count: number }[]): number => rows.reduce((sum, row) => sum + row.count, 0);
