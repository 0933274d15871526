import { and, asc, eq, isNull } from 'drizzle-orm';
import type { StoreId } from '../domain/ids.ts';
import type { Queries } from './client.ts';
import { apiKeys, stores } from './schema/stores.ts';

export type StoreRow = typeof stores.$inferSelect;

/** The store whose API key, not revoked, has this SHA-256, in hexadecimal. */
export const readStoreByKey = async (queries: Queries, hash: string): Promise<StoreRow | undefined> =>
  (
    await queries
      .select({ store: stores })
      .from(apiKeys)
      .innerJoin(stores, eq(stores.id, apiKeys.storeId))
      .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)))
  )[0]?.store;

export const readStore = async (queries: Queries, id: StoreId): Promise<StoreRow | undefined> =>
  (await queries.select().from(stores).where(eq(stores.id, id)))[0];

export const insertApiKey = async (queries: Queries, row: typeof apiKeys.$inferInsert): Promise<void> => {
  await queries.insert(apiKeys).values(row);
};

/** Every key, revoked ones too, oldest first; of one store when `store` is given. The key itself is not known. */
export const listApiKeys = async (queries: Queries, store?: StoreId) =>
  queries
    .select({
      id: apiKeys.id,
      storeId: apiKeys.storeId,
      name: apiKeys.name,
      createdAt: apiKeys.createdAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .where(store === undefined ? undefined : eq(apiKeys.storeId, store))
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));

/** @returns the store of the key that was revoked; undefined when no key that works has this id. */
export const revokeApiKey = async (queries: Queries, id: string, at: Date): Promise<StoreId | undefined> =>
  (
    await queries
      .update(apiKeys)
      .set({ revokedAt: at })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning({ storeId: apiKeys.storeId })
  )[0]?.storeId;

/** @returns false when a store has this id already; it is left as it is. */
export const insertStore = async (queries: Queries, row: typeof stores.$inferInsert): Promise<boolean> =>
  (await queries.insert(stores).values(row).onConflictDoNothing().returning({ id: stores.id })).length === 1;
