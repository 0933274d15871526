import { and, asc, eq, inArray, isNotNull, isNull, lt, lte, notExists, notInArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { SeasonCalendar } from '../domain/time/season.ts';
import type { Queries } from './client.ts';
import type { RunRow } from './runs.ts';
import { outbox, runs } from './schema/road.ts';
import { stores } from './schema/stores.ts';

export type OutboxRow = typeof outbox.$inferSelect;

export type NewOutboxRow = Pick<
  typeof outbox.$inferInsert,
  'storeId' | 'customerId' | 'runId' | 'kind' | 'signal' | 'notBefore'
>;

export const insertOutbox = async (queries: Queries, rows: readonly NewOutboxRow[]): Promise<void> => {
  if (rows.length > 0) await queries.insert(outbox).values([...rows]);
};

/** A row that is due, with the run that it speaks of. */
export interface DueRow {
  readonly id: number;
  readonly kind: OutboxRow['kind'];
  readonly signal: OutboxRow['signal'];
  readonly attempts: number;
  readonly run: RunRow;
  readonly calendar: SeasonCalendar;
}

const pending = (table: typeof outbox) => and(isNull(table.dispatchedAt), isNull(table.deadAt));

/**
 * Takes due rows, each customer's first only, and keeps them locked until the transaction ends. Customers
 * who wait for an exit come first: nobody's start is more urgent than somebody's stop.
 */
export const takeDue = async (queries: Queries, now: Date, limit: number): Promise<readonly DueRow[]> => {
  const earlier = alias(outbox, 'earlier');
  const isFirst = notExists(
    queries
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.customerId, outbox.customerId),
          lt(earlier.id, outbox.id),
          pending(earlier as unknown as typeof outbox),
          lte(earlier.notBefore, now),
        ),
      ),
  );
  const isDue = and(pending(outbox), lte(outbox.notBefore, now));
  const exiting = alias(outbox, 'exiting');
  const waitsForExit = inArray(
    outbox.customerId,
    queries
      .select({ customerId: exiting.customerId })
      .from(exiting)
      .where(and(eq(exiting.kind, 'exit'), pending(exiting as unknown as typeof outbox), lte(exiting.notBefore, now)))
      .orderBy(exiting.id)
      .limit(limit),
  );
  const take = async (where: SQL | undefined, count: number) =>
    queries
      .select({ row: outbox, run: runs, calendar: stores.calendar })
      .from(outbox)
      .innerJoin(runs, eq(runs.id, outbox.runId))
      .innerJoin(stores, eq(stores.id, outbox.storeId))
      .where(where)
      .orderBy(asc(outbox.notBefore), asc(outbox.id))
      .limit(count)
      .for('update', { of: outbox, skipLocked: true });

  const urgent = await take(and(isDue, isFirst, waitsForExit), limit);
  const taken = urgent.map(({ row }) => row.id);
  const rest =
    urgent.length < limit
      ? await take(
          and(isDue, isFirst, taken.length > 0 ? notInArray(outbox.id, taken) : undefined),
          limit - urgent.length,
        )
      : [];
  return [...urgent, ...rest].map(({ row, run, calendar }) => ({
    id: row.id,
    kind: row.kind,
    signal: row.signal,
    attempts: row.attempts,
    run,
    calendar,
  }));
};

export const markDispatched = async (queries: Queries, ids: readonly number[], at: Date): Promise<void> => {
  if (ids.length === 0) return;
  await queries
    .update(outbox)
    .set({ dispatchedAt: at, lastError: null })
    .where(inArray(outbox.id, [...ids]));
};

/** Notes that a row could not be delivered: tried again at `notBefore`, or never when `deadAt` is given. */
export const markFailed = async (
  queries: Queries,
  id: number,
  failure: Pick<OutboxRow, 'attempts' | 'lastError' | 'notBefore' | 'deadAt'>,
): Promise<void> => {
  await queries.update(outbox).set(failure).where(eq(outbox.id, id));
};

/** How much Temporal has not been told yet, and what it can never be told. */
export const countOutbox = async (queries: Queries): Promise<{ readonly waiting: number; readonly dead: number }> => {
  const rows = await queries
    .select({
      waiting: sql<number>`count(*) filter (where ${outbox.deadAt} is null)`.mapWith(Number),
      dead: sql<number>`count(*) filter (where ${outbox.deadAt} is not null)`.mapWith(Number),
    })
    .from(outbox)
    .where(isNull(outbox.dispatchedAt));
  return rows[0]!;
};

/**
 * Lets a row that was given up be told again, now and with all its tries.
 *
 * @returns its store; undefined when no row that was given up has this id.
 */
export const reviveDead = async (queries: Queries, id: number, at: Date): Promise<OutboxRow['storeId'] | undefined> =>
  (
    await queries
      .update(outbox)
      .set({ deadAt: null, attempts: 0, notBefore: at })
      .where(and(eq(outbox.id, id), isNotNull(outbox.deadAt)))
      .returning({ storeId: outbox.storeId })
  )[0]?.storeId;
