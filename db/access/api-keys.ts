import { and, asc, eq, gt, isNull, lt, ne, or } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { apiKeys, stores } from '../schema/stores.ts';

export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** A key as lists show it; the key itself is not known. */
export type ListedKey = Omit<ApiKeyRow, 'hash' | 'sealed'>;

const listed = {
  id: apiKeys.id,
  storeId: apiKeys.storeId,
  name: apiKeys.name,
  kind: apiKeys.kind,
  scopes: apiKeys.scopes,
  origins: apiKeys.origins,
  hint: apiKeys.hint,
  replaces: apiKeys.replaces,
  line: apiKeys.line,
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

/** The active key that stands beside `key` in a rotation. */
export const readTwin = async (
  queries: Queries,
  key: Pick<ListedKey, 'id' | 'line'>,
  now: Date,
): Promise<ListedKey | undefined> =>
  (
    await queries
      .select(listed)
      .from(apiKeys)
      .where(and(eq(apiKeys.line, key.line), ne(apiKeys.id, key.id), active(now)))
  )[0];

/** The signing keys of a line that are active at `now`, with their sealed secrets and their store. */
export const readSigningKeys = async (queries: Queries, line: string, now: Date) =>
  queries
    .select({ key: listed, sealed: apiKeys.sealed, store: stores })
    .from(apiKeys)
    .innerJoin(stores, eq(stores.id, apiKeys.storeId))
    .where(and(eq(apiKeys.line, line), eq(apiKeys.kind, 'signing'), active(now)));

/** Every signing key that may work again or still does, with its sealed secret. */
export const lockSealedKeys = async (queries: Queries) =>
  queries
    .select({ id: apiKeys.id, storeId: apiKeys.storeId, sealed: apiKeys.sealed })
    .from(apiKeys)
    .where(and(eq(apiKeys.kind, 'signing'), isNull(apiKeys.revokedAt)))
    .orderBy(asc(apiKeys.id))
    .for('update');

export const writeSealed = async (queries: Queries, id: string, sealed: string): Promise<void> => {
  await queries.update(apiKeys).set({ sealed }).where(eq(apiKeys.id, id));
};

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
