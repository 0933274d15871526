import { and, asc, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { StoreId } from '../domain/ids.ts';
import type { Queries } from './client.ts';
import { apiKeys, stores } from './schema/stores.ts';

export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** A key as lists show it; the key itself is not known. */
export type ListedKey = Omit<ApiKeyRow, 'hash'>;

const { hash: _hash, ...listed } = {
  id: apiKeys.id,
  storeId: apiKeys.storeId,
  hash: apiKeys.hash,
  name: apiKeys.name,
  kind: apiKeys.kind,
  scopes: apiKeys.scopes,
  origins: apiKeys.origins,
  hint: apiKeys.hint,
  replaces: apiKeys.replaces,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
};

/** Opens something at `now`: neither revoked nor expired. */
const active = (now: Date) => and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)));

/** The key with this SHA-256, in hexadecimal, that is active at `now`, and its store. */
export const readActiveKey = async (queries: Queries, hash: string, now: Date) =>
  (
    await queries
      .select({ key: listed, store: stores })
      .from(apiKeys)
      .innerJoin(stores, eq(stores.id, apiKeys.storeId))
      .where(and(eq(apiKeys.hash, hash), active(now)))
  )[0];

export const insertApiKey = async (queries: Queries, row: typeof apiKeys.$inferInsert): Promise<void> => {
  await queries.insert(apiKeys).values(row);
};

/** Every key, those that open nothing any more too, oldest first; of one store when `store` is given. */
export const listApiKeys = async (queries: Queries, store?: StoreId): Promise<readonly ListedKey[]> =>
  queries
    .select(listed)
    .from(apiKeys)
    .where(store === undefined ? undefined : eq(apiKeys.storeId, store))
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));

/** The key `id`, active at `now` and locked. */
export const lockActiveKey = async (queries: Queries, id: string, now: Date): Promise<ListedKey | undefined> =>
  (
    await queries
      .select(listed)
      .from(apiKeys)
      .where(and(eq(apiKeys.id, id), active(now)))
      .for('update')
  )[0];

/** The active key that stands beside `key` in a rotation: the one it replaces, or the one that replaces it. */
export const readTwin = async (
  queries: Queries,
  key: Pick<ListedKey, 'id' | 'replaces'>,
  now: Date,
): Promise<ListedKey | undefined> =>
  (
    await queries
      .select(listed)
      .from(apiKeys)
      .where(
        and(
          or(eq(apiKeys.replaces, key.id), key.replaces === null ? undefined : eq(apiKeys.id, key.replaces)),
          active(now),
        ),
      )
  )[0];

export const endApiKey = async (
  queries: Queries,
  id: string,
  end: { readonly expiresAt: Date } | { readonly revokedAt: Date },
): Promise<void> => {
  await queries.update(apiKeys).set(end).where(eq(apiKeys.id, id));
};

/** Notes a use at `at`, unless one is noted since `unlessSince`. */
export const noteKeyUse = async (queries: Queries, id: string, at: Date, unlessSince: Date): Promise<void> => {
  await queries
    .update(apiKeys)
    .set({ lastUsedAt: at })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, unlessSince))));
};
