import { and, asc, eq, isNull } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { StoreId } from '../../domain/ids.ts';
import type { PauseRule, PauseScope } from '../../domain/switches/pause.ts';
import type { Queries } from '../client.ts';
import { pauses } from '../schema/switches.ts';

export type PauseRow = typeof pauses.$inferSelect;

/** The pauses of a store that stand, the oldest first. */
export const readStandingPauses = async (queries: Queries, store: StoreId): Promise<readonly PauseRow[]> =>
  queries
    .select()
    .from(pauses)
    .where(and(eq(pauses.storeId, store), isNull(pauses.liftedAt)))
    .orderBy(asc(pauses.since), asc(pauses.id));

/** A pause of the store; another store's does not exist. */
export const readPause = async (queries: Queries, store: StoreId, id: string): Promise<PauseRow | undefined> =>
  (
    await queries
      .select()
      .from(pauses)
      .where(and(eq(pauses.id, id), eq(pauses.storeId, store)))
  )[0];

export interface NewPause {
  readonly store: StoreId;
  readonly scope: PauseScope;
  readonly rule: PauseRule;
  readonly spreadSeconds: number;
  readonly at: Date;
  readonly by: string;
  readonly why: string;
}

/** Begins a pause. One of the same scope that stands already goes on, with this rule. The lock of switches is held. */
export const writePause = async (
  queries: Queries,
  { store, scope, rule, spreadSeconds, at, by, why }: NewPause,
): Promise<PauseRow> => {
  const [row] = await queries
    .insert(pauses)
    .values({ id: v7(), storeId: store, ...scope, rule, spreadSeconds, since: at, pausedBy: by, why })
    .onConflictDoUpdate({
      target: [pauses.storeId, pauses.journey, pauses.channel, pauses.purpose, pauses.step, pauses.season],
      targetWhere: isNull(pauses.liftedAt),
      set: { rule, spreadSeconds, pausedBy: by, why },
    })
    .returning();
  return row!;
};

/** Ends a pause; undefined when it was lifted before. The lock of switches is held. */
export const liftPause = async (
  queries: Queries,
  id: string,
  { at, by, why }: { readonly at: Date; readonly by: string; readonly why: string },
): Promise<PauseRow | undefined> =>
  (
    await queries
      .update(pauses)
      .set({ liftedAt: at, liftedBy: by, liftedWhy: why })
      .where(and(eq(pauses.id, id), isNull(pauses.liftedAt)))
      .returning()
  )[0];
