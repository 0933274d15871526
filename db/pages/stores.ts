import { asc } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { stores } from '../schema/stores.ts';

/** Every store, oldest first. */
export const listStores = async (db: Queries) => db.select().from(stores).orderBy(asc(stores.createdAt), stores.id);
