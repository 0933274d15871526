import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { ModelKind } from '../../domain/scores/models.ts';
import type { Queries } from '../client.ts';
import { models } from '../schema/index.ts';

export type ModelRow = typeof models.$inferSelect;

/** The models that a store uses, one a kind at most. */
export const readActiveModels = async (queries: Queries, store: StoreId): Promise<readonly ModelRow[]> =>
  queries
    .select()
    .from(models)
    .where(and(eq(models.storeId, store), eq(models.state, 'active')));

/** The newest fits of a store, newest first. */
export const listModels = async (queries: Queries, store: StoreId, limit: number): Promise<readonly ModelRow[]> =>
  queries
    .select()
    .from(models)
    .where(eq(models.storeId, store))
    .orderBy(desc(models.fittedAt), models.kind, desc(models.version))
    .limit(limit);

export const readModels = async (queries: Queries, ids: readonly string[]): Promise<readonly ModelRow[]> =>
  ids.length === 0
    ? []
    : queries
        .select()
        .from(models)
        .where(inArray(models.id, [...ids]));

export const readModelVersion = async (
  queries: Queries,
  store: StoreId,
  kind: ModelKind,
  version: number,
): Promise<ModelRow | undefined> =>
  (
    await queries
      .select()
      .from(models)
      .where(and(eq(models.storeId, store), eq(models.kind, kind), eq(models.version, version)))
  )[0];

/** Keeps a fit under the next version of its kind. @returns the version */
export const insertModel = async (
  queries: Queries,
  row: Omit<typeof models.$inferInsert, 'version'>,
): Promise<number> => {
  const next = sql<number>`(select coalesce(max(version), 0) + 1 from ${models}
    where store_id = ${row.storeId} and kind = ${row.kind})`;
  const [kept] = await queries
    .insert(models)
    .values({ ...row, version: next })
    .returning({ version: models.version });
  return kept!.version;
};

/** Puts a fit to use, in the caller's transaction: the one of its kind that was used before is replaced. */
export const promoteModel = async (
  queries: Queries,
  { id, storeId, kind }: Pick<ModelRow, 'id' | 'storeId' | 'kind'>,
  promotedBy: string,
  at: Date,
): Promise<void> => {
  await queries
    .update(models)
    .set({ state: 'replaced' })
    .where(and(eq(models.storeId, storeId), eq(models.kind, kind), eq(models.state, 'active')));
  await queries
    .update(models)
    .set({ state: 'active', reason: null, promotedAt: at, promotedBy })
    .where(eq(models.id, id));
};
