import { eq } from 'drizzle-orm';
import type { CartId } from '../domain/ids.ts';
import type { Queries } from './client.ts';
import { carts } from './schema/shop.ts';

export type CartRow = typeof carts.$inferSelect;

export const readCart = async (queries: Queries, id: CartId): Promise<CartRow | undefined> =>
  (await queries.select().from(carts).where(eq(carts.id, id)))[0];

/** Writes the whole row; the caller has read it under the customer's lock. */
export const writeCart = async (queries: Queries, row: CartRow): Promise<void> => {
  const { id: _id, ...rest } = row;
  await queries.insert(carts).values(row).onConflictDoUpdate({ target: carts.id, set: rest });
};
