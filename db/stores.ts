import { eq } from 'drizzle-orm';
import type { StoreId } from '../domain/ids.ts';
import type { Queries } from './client.ts';
import { apiKeys, stores } from './schema/stores.ts';

export type StoreRow = typeof stores.$inferSelect;

/** The store whose API key has this SHA-256, in hexadecimal. */
export const readStoreByKey = async (queries: Queries, hash: string): Promise<StoreRow | undefined> =>
  (
    await queries
      .select({ store: stores })
      .from(apiKeys)
      .innerJoin(stores, eq(stores.id, apiKeys.storeId))
      .where(eq(apiKeys.hash, hash))
  )[0]?.store;

export const readStore = async (queries: Queries, id: StoreId): Promise<StoreRow | undefined> =>
  (await queries.select().from(stores).where(eq(stores.id, id)))[0];

export const insertApiKey = async (queries: Queries, row: typeof apiKeys.$inferInsert): Promise<void> => {
  await queries.insert(apiKeys).values(row);
};

export const insertStore = async (queries: Queries, row: typeof stores.$inferInsert): Promise<void> => {
  await queries.insert(stores).values(row);
};
