import { and, eq, getTableColumns, inArray, ne, sql } from 'drizzle-orm';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { FailedReason, LaterReason } from '../../domain/reasons.ts';
import { built, builtFor, given, givenAll, givenOf, namesIn } from '../built.ts';
import type { Queries } from '../client.ts';
import { excluded } from '../excluded.ts';
import { customers, messages } from '../schema/index.ts';
import { keepOut } from '../sole-session.ts';

export type MessageRow = typeof messages.$inferSelect;
export type NewMessage = typeof messages.$inferInsert;

/** Takes the lock that orders purchases and claims. A statement of its own: facts come in later ones. */
export const lockCustomer = async (transaction: Queries, customer: CustomerId): Promise<void> => {
  await keepOut(transaction, (queries) => customerLock(queries, { customer }));
};

const customerLock = built((db) =>
  db
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.id, given('customer')))
    .for('update'),
);

interface StepKey {
  readonly run: RunId;
  readonly step: string;
  readonly channel: Channel;
}

/** The ledger's row of one step, if the gate has decided about it before. */
export const readStep = async (db: Queries, step: StepKey): Promise<MessageRow | undefined> =>
  (await stepQuery(db, { ...step }))[0];

/** The same, held until the transaction ends: what a provider answered meanwhile is seen, or waits. */
export const holdStep = async (transaction: Queries, step: StepKey): Promise<MessageRow | undefined> =>
  (await stepLock(transaction, { ...step }))[0];

const selectStep = (db: Queries) =>
  db
    .select()
    .from(messages)
    .where(
      and(eq(messages.runId, given('run')), eq(messages.step, given('step')), eq(messages.channel, given('channel'))),
    );

const stepQuery = built(selectStep);
const stepLock = built((db) => selectStep(db).for('update'));

/** Columns that hold much: what was just written in them is not read back. */
const heavy = ['frozen', 'facts', 'verdicts'] as const satisfies readonly (keyof MessageRow)[];

/** Writes a decision over the step's earlier one. The customer's lock is held. */
export const writeDecision = async (transaction: Queries, decision: NewMessage): Promise<MessageRow> => {
  const names = namesIn(decision);
  const [row] = await decisionUpsert(transaction, names, decision);
  const written = Object.fromEntries(names.map((name) => [name, decision[name]])) as NewMessage;
  return { ...written, ...row! };
};

const decisionUpsert = builtFor((db, names: readonly (keyof NewMessage)[]) => {
  const left = heavy.filter((name) => names.includes(name));
  const read = Object.entries(getTableColumns(messages)).filter(([name]) => !left.some((one) => one === name));
  return db
    .insert(messages)
    .values(givenAll(names) as unknown as NewMessage)
    .onConflictDoUpdate({
      target: [messages.runId, messages.step, messages.channel],
      set: Object.fromEntries(names.filter((name) => name !== 'id').map((name) => [name, excluded(name)])),
    })
    .returning(Object.fromEntries(read) as typeof messages._.columns);
});

/** Counts one more call of the provider under a standing claim. The customer's lock is held. */
export const countAttempt = async (transaction: Queries, id: string): Promise<void> => {
  await transaction
    .update(messages)
    .set({ attempts: sql`${messages.attempts} + 1`, unsettled: sql`${messages.unsettled} + 1` })
    .where(eq(messages.id, id));
};

/** What an acceptance changes in a row. */
export type Acceptance = Pick<MessageRow, 'state' | 'reason' | 'lastError' | 'providerId' | 'acceptedAt'>;

/**
 * An acceptance is the truth, also after the row was given up as unknown. Undefined when the row is neither claimed nor
 * unknown any more.
 */
export const recordAccepted = async (
  db: Queries,
  id: string,
  accepted: { readonly providerId: string; readonly acceptedAt: Date },
): Promise<Acceptance | undefined> => (await acceptance(db, { id, ...accepted }))[0];

const acceptance = built((db) =>
  db
    .update(messages)
    .set({
      state: 'accepted',
      reason: null,
      lastError: null,
      providerId: givenOf(messages.providerId, 'providerId'),
      acceptedAt: givenOf(messages.acceptedAt, 'acceptedAt'),
    })
    .where(and(eq(messages.id, given('id')), inArray(messages.state, ['claimed', 'unknown'])))
    .returning({
      state: messages.state,
      reason: messages.reason,
      lastError: messages.lastError,
      providerId: messages.providerId,
      acceptedAt: messages.acceptedAt,
    }),
);

/**
 * One call was surely not accepted. When no other call of this claim is open, the claim is released and
 * the next attempt passes the whole gate again, not before `wait.until` where there is a reason to wait.
 */
export const recordRefused = async (
  db: Queries,
  id: string,
  lastError: string,
  wait?: { readonly reason: LaterReason; readonly until: Date },
): Promise<void> => {
  const isReleased = sql`${messages.unsettled} <= 1`;
  await db
    .update(messages)
    .set({
      unsettled: sql`greatest(${messages.unsettled} - 1, 0)`,
      state: sql`case when ${isReleased} then 'planned' else ${messages.state} end`,
      lastError,
      ...(wait && {
        reason: sql`case when ${isReleased} then ${wait.reason} end`,
        notBefore: sql`case when ${isReleased} then ${wait.until.toISOString()}::timestamptz end`,
      }),
    })
    .where(and(eq(messages.id, id), eq(messages.state, 'claimed')));
};

/** The provider will never accept it; an earlier call whose answer was lost still makes it unknown. */
export const recordNever = async (
  db: Queries,
  id: string,
  reason: FailedReason,
  lastError: string,
): Promise<MessageRow | undefined> => {
  const [row] = await db
    .update(messages)
    .set({
      state: sql`case when ${messages.unsettled} <= 1 then 'failed' else 'unknown' end`,
      reason: sql`case when ${messages.unsettled} <= 1 then ${reason} end`,
      lastError,
    })
    .where(and(eq(messages.id, id), eq(messages.state, 'claimed')))
    .returning();
  return row;
};

/** Nobody knows whether the call was accepted: the claim stands, with its bytes and its key. */
export const recordUncertain = async (db: Queries, id: string, lastError: string): Promise<void> => {
  await db
    .update(messages)
    .set({ lastError })
    .where(and(eq(messages.id, id), eq(messages.state, 'claimed')));
};

/**
 * Gives the claim of `row` up for good: shown to the operator, never sent again by itself. Undefined when it is
 * another claim by now, or none.
 */
export const recordUnknown = async (
  db: Queries,
  row: Pick<MessageRow, 'id' | 'claimedAt'>,
  lastError: string,
): Promise<MessageRow | undefined> => {
  const sameClaim = row.claimedAt ? eq(messages.claimedAt, row.claimedAt) : undefined;
  const [written] = await db
    .update(messages)
    .set({ state: 'unknown', reason: null, lastError })
    .where(and(eq(messages.id, row.id), eq(messages.state, 'claimed'), sameClaim))
    .returning();
  return written;
};

/** Which of these ids of a provider are known to belong to other messages than `id`. */
export const idsOfOthers = async (
  db: Queries,
  id: string,
  provider: string,
  providerIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (providerIds.length === 0) return new Set();
  const rows = await db
    .select({ providerId: messages.providerId })
    .from(messages)
    .where(and(eq(messages.provider, provider), inArray(messages.providerId, [...providerIds]), ne(messages.id, id)));
  return new Set(rows.map(({ providerId }) => providerId!));
};
