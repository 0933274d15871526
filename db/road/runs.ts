import { and, eq, isNull, type Placeholder, sql } from 'drizzle-orm';
import type { CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import { type RunExit, workflowId } from '../../domain/run.ts';
import { wordsText } from '../array-text.ts';
import { built, given, givenAll, givenOf } from '../built.ts';
import type { Queries } from '../client.ts';
import { isOneOf } from '../is-one-of.ts';
import { messages } from '../schema/ledger.ts';
import { runs } from '../schema/road.ts';

export type RunRow = typeof runs.$inferSelect;

/** A run that can still write: neither over nor stopped by an exit. */
export interface LiveRun {
  readonly id: RunId;
  readonly journey: string;
  readonly customerId: CustomerId;
  readonly subject: string;
  readonly event: RunRow['event'];
  readonly touchedAt: Date;
  readonly dueAt: Date;
}

export const readLiveRuns = async (queries: Queries, customers: readonly CustomerId[]): Promise<readonly LiveRun[]> =>
  liveRuns(queries, { customers: wordsText(customers) });

const liveRuns = built((queries) =>
  queries
    .select({
      id: runs.id,
      journey: runs.journey,
      customerId: runs.customerId,
      subject: runs.subject,
      event: runs.event,
      touchedAt: runs.touchedAt,
      dueAt: runs.dueAt,
    })
    .from(runs)
    .where(and(isOneOf(runs.customerId, given('customers')), eq(runs.state, 'open'), isNull(runs.exitEvent))),
);

/** What is known of earlier runs of one customer, journey and subject. */
export interface PastRuns {
  readonly journey: string;
  readonly subject: string;
  readonly episodes: number;
  /** When the last run that wrote to the customer ended; null when none wrote. */
  readonly wroteUntil: Date | null;
}

export const readPastRuns = async (
  queries: Queries,
  customer: CustomerId,
  journeys: readonly string[],
): Promise<readonly PastRuns[]> => pastRuns(queries, { customer, journeys: wordsText(journeys) });

const pastRuns = built((queries) => {
  const wrote = sql`exists (select 1 from ${messages} m where m.run_id = ${runs.id} and m.state not in ('planned', 'withheld', 'failed'))`;
  return queries
    .select({
      journey: runs.journey,
      subject: runs.subject,
      episodes: sql<number>`max(${runs.episode})`.mapWith(Number),
      wroteUntil: sql<Date | null>`max(coalesce(${runs.closedAt}, ${runs.exitedAt})) filter (where ${wrote})`.mapWith(
        runs.closedAt,
      ),
    })
    .from(runs)
    .where(and(eq(runs.customerId, given('customer')), isOneOf(runs.journey, given('journeys'))))
    .groupBy(runs.journey, runs.subject);
});

/** A run of the store; another store's does not exist. */
export const readStoreRun = async (queries: Queries, store: StoreId, id: RunId): Promise<RunRow | undefined> =>
  (
    await queries
      .select()
      .from(runs)
      .where(and(eq(runs.id, id), eq(runs.storeId, store)))
  )[0];

export type NewRun = Pick<
  RunRow,
  | 'id'
  | 'storeId'
  | 'journey'
  | 'rank'
  | 'purpose'
  | 'customerId'
  | 'subject'
  | 'episode'
  | 'event'
  | 'startedAt'
  | 'touchedAt'
  | 'dueAt'
>;

export const insertRuns = async (queries: Queries, rows: readonly NewRun[]): Promise<void> => {
  await Promise.all(rows.map(async (row) => runInsert(queries, { ...row })));
};

const runInsert = built((queries) =>
  queries.insert(runs).values({
    ...(givenAll([
      'id',
      'storeId',
      'journey',
      'rank',
      'purpose',
      'customerId',
      'subject',
      'episode',
      'event',
      'startedAt',
      'touchedAt',
      'dueAt',
    ]) satisfies Record<keyof NewRun, Placeholder>),
    state: 'open',
  }),
);

/** Notes a newer trigger about a run's subject; `dueAt` only while its first wait is not over. */
export const touchRun = async (
  queries: Queries,
  id: RunId,
  touch: { readonly touchedAt: Date; readonly dueAt?: Date },
): Promise<void> => {
  const { touchedAt, dueAt = null } = touch;
  await runTouch(queries, { id, touchedAt, dueAt });
};

const runTouch = built((queries) =>
  queries
    .update(runs)
    .set({
      touchedAt: givenOf(runs.touchedAt, 'touchedAt'),
      dueAt: sql`coalesce(${givenOf(runs.dueAt, 'dueAt')}, ${runs.dueAt})`,
    })
    .where(eq(runs.id, given('id'))),
);

export const exitRuns = async (
  queries: Queries,
  ids: readonly RunId[],
  exit: { readonly event: RunExit; readonly at: Date },
): Promise<void> => {
  if (ids.length === 0) return;
  await runExits(queries, { ids: wordsText(ids), event: exit.event, at: exit.at });
};

const runExits = built((queries) =>
  queries
    .update(runs)
    .set({ exitEvent: givenOf(runs.exitEvent, 'event'), exitedAt: givenOf(runs.exitedAt, 'at') })
    .where(isOneOf(runs.id, given('ids'))),
);

/** The id of a run's workflow in Temporal. */
export const workflowIdOf = (
  run: Pick<RunRow, 'workflowId' | 'storeId' | 'journey' | 'customerId' | 'subject' | 'episode'>,
): string =>
  run.workflowId ??
  workflowId({
    store: run.storeId,
    journey: run.journey,
    customer: run.customerId,
    subject: run.subject,
    episode: run.episode,
  });
