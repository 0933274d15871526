import { eq } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { stores } from '../schema/stores.ts';

export type StoreRow = typeof stores.$inferSelect;

export const readStore = async (queries: Queries, id: StoreId): Promise<StoreRow | undefined> =>
  (await queries.select().from(stores).where(eq(stores.id, id)))[0];

/** @returns false when a store has this id already; it is left as it is. */
export const insertStore = async (queries: Queries, row: typeof stores.$inferInsert): Promise<boolean> =>
  (await queries.insert(stores).values(row).onConflictDoNothing().returning({ id: stores.id })).length === 1;
