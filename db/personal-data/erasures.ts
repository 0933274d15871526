import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { erasures, messages } from '../schema/index.ts';
import type { ErasureRow } from './mark-erased.ts';
import { readPersonIds } from './person.ts';

export const readErasure = async (queries: Queries, store: StoreId, id: string): Promise<ErasureRow | undefined> =>
  (
    await queries
      .select()
      .from(erasures)
      .where(and(eq(erasures.storeId, store), eq(erasures.id, id)))
  )[0];

/**
 * Takes the oldest open erasure that nobody has, for `leaseMillis` of real time; another worker may go on after
 * that, which does no harm.
 */
export const takeErasure = async (
  queries: Queries,
  realNow: Date,
  leaseMillis: number,
): Promise<ErasureRow | undefined> => {
  const next = queries
    .select({ id: erasures.id })
    .from(erasures)
    .where(and(eq(erasures.state, 'open'), or(isNull(erasures.leasedUntil), lt(erasures.leasedUntil, realNow))))
    .orderBy(asc(erasures.requestedAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const [row] = await queries
    .update(erasures)
    .set({ leasedUntil: new Date(+realNow + leaseMillis), attempts: sql`${erasures.attempts} + 1` })
    .where(eq(erasures.id, sql`(${next})`))
    .returning();
  return row;
};

/** Counts on a receipt what was erased of a person; turns that others cut short are counted too. */
export const countErased = async (queries: Queries, id: string, what: string, count: number): Promise<void> => {
  const before = sql`coalesce((${erasures.counts} ->> ${what}::text)::int, 0)`;
  await queries
    .update(erasures)
    .set({ counts: sql`${erasures.counts} || jsonb_build_object(${what}::text, ${before} + ${count}::int)` })
    .where(eq(erasures.id, id));
};

/** What a turn found; `closedAt` when a search found nothing more. */
export interface Turn {
  readonly waitsFor: string | null;
  /** Real time before which nobody needs to look again. */
  readonly lookAgain: Date;
  readonly closedAt?: Date;
}

export const recordTurn = async (queries: Queries, id: string, turn: Turn): Promise<void> => {
  await queries
    .update(erasures)
    .set({
      waitsFor: turn.waitsFor,
      leasedUntil: turn.lookAgain,
      ...(turn.closedAt && { state: 'closed', closedAt: turn.closedAt, verifiedAt: turn.closedAt, workflows: [] }),
    })
    .where(eq(erasures.id, id));
};

/** Gives up the claims of an erased customer whose sends must be over: nobody will learn their fate. */
export const giveUpClaims = async (queries: Queries, row: ErasureRow): Promise<void> => {
  const ids = await readPersonIds(queries, row.customerId);
  await queries
    .update(messages)
    .set({ state: 'unknown', reason: null, lastError: null })
    .where(and(sql`${messages.customerId} in ${[...ids]}`, eq(messages.state, 'claimed')));
};
