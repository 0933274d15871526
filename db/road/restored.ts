import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { RunId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { everyProvider, wholeAccount } from '../ledger/provider-pauses.ts';
import { customers, messages, providerPauses, runs, stores, unplacedAcceptances } from '../schema/index.ts';

/** What a hold of all sending is kept under, among the pauses of providers. */
export const restoredHold = { provider: everyProvider, sender: wholeAccount } as const;

/** Of a pause that only a person ends. */
const never = new Date(Date.UTC(9999, 0));

/**
 * Nothing is sent from now on, and what happened before `at` (the store's time) starts no journey any more.
 * `backup` is the last instant, in real time, that the restored database knows.
 */
export const holdSending = async (
  queries: Queries,
  { at, backup }: { readonly at: Date; readonly backup: Date },
): Promise<void> => {
  const hold = {
    reason: 'restored',
    detail: `restored to ${backup.toISOString()}`,
    since: backup,
    until: never,
  } as const;
  await queries
    .insert(providerPauses)
    .values({ ...restoredHold, ...hold })
    .onConflictDoUpdate({ target: [providerPauses.provider, providerPauses.sender], set: hold });
  await queries.update(stores).set({ restoredAt: at });
};

const isHold = and(eq(providerPauses.provider, restoredHold.provider), eq(providerPauses.sender, restoredHold.sender));

/** Sends again. */
export const releaseSending = async (queries: Queries): Promise<void> => {
  await queries.delete(providerPauses).where(isHold);
};

/** The last instant that the restored database knows; undefined when nothing is held. */
export const readHold = async (queries: Queries): Promise<Date | undefined> =>
  (await queries.select({ backup: providerPauses.since }).from(providerPauses).where(isHold))[0]?.backup;

type NewRun = typeof runs.$inferInsert;

/** Which of these runs the database knows. */
export const readKnownRuns = async (queries: Queries, ids: readonly RunId[]): Promise<ReadonlySet<RunId>> =>
  new Set(
    (
      await queries
        .select({ id: runs.id })
        .from(runs)
        .where(inArray(runs.id, [...ids]))
    ).map(({ id }) => id),
  );

/**
 * Writes down a run that only Temporal knows. False when its customer is not known either: then it stays
 * unknown, and the gate withholds what it asks for.
 */
export const putBackRun = async (queries: Queries, run: NewRun): Promise<boolean> => {
  const [customer] = await queries
    .select({ mergedInto: customers.mergedInto, erasedAt: customers.erasedAt })
    .from(customers)
    .where(eq(customers.id, run.customerId));
  if (!customer || customer.mergedInto !== null || customer.erasedAt !== null) return false;
  return (await queries.insert(runs).values(run).onConflictDoNothing().returning({ id: runs.id })).length === 1;
};

export interface WaitingRun {
  readonly id: RunId;
  readonly storeId: NewRun['storeId'];
  readonly journey: string;
  readonly customerId: NewRun['customerId'];
}

/** Runs that are not over, in the order of their ids. */
export const readWaitingRuns = async (
  queries: Queries,
  page: { readonly after: RunId | undefined; readonly limit: number },
): Promise<readonly WaitingRun[]> =>
  queries
    .select({ id: runs.id, storeId: runs.storeId, journey: runs.journey, customerId: runs.customerId })
    .from(runs)
    .where(and(eq(runs.state, 'open'), page.after && gt(runs.id, page.after)))
    .orderBy(asc(runs.id))
    .limit(page.limit);

/** Which of these messages the ledger has, by our ids. */
export const readKnownMessages = async (queries: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await queries
    .select({ id: messages.id })
    .from(messages)
    .where(inArray(messages.id, [...ids]));
  return new Set(rows.map(({ id }) => id));
};

/** Which of a provider's ids the ledger has. */
export const readKnownProviderIds = async (
  queries: Queries,
  provider: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await queries
    .select({ id: messages.providerId })
    .from(messages)
    .where(and(eq(messages.provider, provider), inArray(messages.providerId, [...ids])));
  return new Set(rows.map(({ id }) => id!));
};

/** Writes down a message that went out and was forgotten. */
export const insertRecognised = async (queries: Queries, message: typeof messages.$inferInsert): Promise<void> => {
  await queries.insert(messages).values(message).onConflictDoNothing();
};

/** Keeps what went out and belongs to no step that is known. */
export const insertUnplaced = async (
  queries: Queries,
  rows: readonly (typeof unplacedAcceptances.$inferInsert)[],
): Promise<number> => {
  if (rows.length === 0) return 0;
  const written = await queries
    .insert(unplacedAcceptances)
    .values([...rows])
    .onConflictDoUpdate({
      target: [unplacedAcceptances.provider, unplacedAcceptances.providerId],
      set: { acceptedAt: sql`excluded.accepted_at` },
    })
    .returning({ id: unplacedAcceptances.providerId });
  return written.length;
};
