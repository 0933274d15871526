import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Cadence } from '../../domain/cadence.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { KnownCampaign } from '../../domain/season/campaign.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';
import { built, givenAll } from '../built.ts';
import type { Queries } from '../client.ts';
import { cadenceOf } from '../policies/cadences.ts';
import { whatsappFirstOf } from '../policies/whatsapp.ts';
import type { RunRow } from './runs.ts';
import { outbox, runs } from '../schema/road.ts';
import { campaigns } from '../schema/season.ts';
import { stores } from '../schema/stores.ts';
import { campaignOfRun } from '../season/of-run.ts';
import { armsOfRun } from '../experiments/of-run.ts';

export type OutboxRow = typeof outbox.$inferSelect;

export type NewOutboxRow = Pick<
  typeof outbox.$inferInsert,
  'storeId' | 'customerId' | 'runId' | 'kind' | 'signal' | 'notBefore'
>;

export const insertOutbox = async (queries: Queries, rows: readonly NewOutboxRow[]): Promise<void> => {
  await Promise.all(rows.map(async (row) => outboxInsert(queries, { ...row })));
};

const outboxInsert = built((queries) =>
  queries
    .insert(outbox)
    .values(
      givenAll(['storeId', 'customerId', 'runId', 'kind', 'signal', 'notBefore'] satisfies (keyof NewOutboxRow)[]),
    ),
);

/** A row that is due, with the run that it speaks of. */
export interface DueRow {
  readonly id: number;
  readonly kind: OutboxRow['kind'];
  readonly signal: OutboxRow['signal'];
  readonly attempts: number;
  readonly run: RunRow;
  readonly calendar: SeasonCalendar;
  /** The store's own times of the run's journey. */
  readonly cadence?: Cadence | null;
  /** The store has what goes by text message asked for by WhatsApp first. */
  readonly whatsappFirst?: boolean | null;
  /** The campaign that the run is about, and the zone of its dates. */
  readonly campaign?: Pick<KnownCampaign, 'state' | 'plan'> | null;
  readonly timezone?: string;
  /** The arms of the run's customer, by the names of the journey's experiments. */
  readonly arms?: Readonly<Record<string, string>> | null;
}

/** Rows that are due, by id, with the runs that they speak of, and the plan at `now`; in the order of `ids`. */
export const readDue = async (queries: Queries, ids: readonly number[], now: Date): Promise<readonly DueRow[]> => {
  if (ids.length === 0) return [];
  const rows = await queries
    .select({
      id: outbox.id,
      kind: outbox.kind,
      signal: outbox.signal,
      attempts: outbox.attempts,
      run: runs,
      calendar: stores.calendar,
      cadence: cadenceOf(sql`${runs.storeId}`, sql`${runs.journey}`, now),
      whatsappFirst: whatsappFirstOf(sql`${runs.storeId}`, now),
      campaign: { state: campaigns.state, plan: campaigns.plan },
      timezone: stores.timezone,
      arms: armsOfRun,
    })
    .from(outbox)
    .innerJoin(runs, eq(runs.id, outbox.runId))
    .innerJoin(stores, eq(stores.id, outbox.storeId))
    .leftJoin(campaigns, campaignOfRun)
    .where(inArray(outbox.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
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

/** What waits of one store: how many rows, and since when the oldest is due. */
export interface QueueDepth {
  readonly store: StoreId;
  readonly waiting: number;
  readonly oldest: Date;
}

/** The depth of every store's queue. Reads each row that waits, from an index: not to be asked for every event. */
export const readDepths = async (queries: Queries): Promise<readonly QueueDepth[]> =>
  queries
    .select({
      store: outbox.storeId,
      waiting: sql<number>`count(*)`.mapWith(Number),
      oldest: sql<Date>`min(${outbox.notBefore})`.mapWith(outbox.notBefore),
    })
    .from(outbox)
    .where(and(isNull(outbox.dispatchedAt), isNull(outbox.deadAt)))
    .groupBy(outbox.storeId);

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
