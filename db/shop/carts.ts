import { eq } from 'drizzle-orm';
import type { CartId, CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { carts } from '../schema/shop.ts';

export type CartRow = typeof carts.$inferSelect;

/** A cart, locked: two customers may tell of one at the same time. */
export const lockCart = async (queries: Queries, id: CartId): Promise<CartRow | undefined> =>
  (await queries.select().from(carts).where(eq(carts.id, id)).for('update'))[0];

/** Whose cart it is, as last told; undefined when nothing is known of it. */
export const readCartOwner = async (queries: Queries, id: CartId): Promise<CustomerId | undefined> =>
  (await queries.select({ customerId: carts.customerId }).from(carts).where(eq(carts.id, id)))[0]?.customerId;

/** Keeps a cart as it is until the transaction ends. A statement of its own, as the customer's lock. */
export const holdCart = async (queries: Queries, id: CartId): Promise<void> => {
  await queries.select({ id: carts.id }).from(carts).where(eq(carts.id, id)).for('share');
};

/** @returns false when another transaction made it first. */
export const insertCart = async (queries: Queries, row: CartRow): Promise<boolean> =>
  (await queries.insert(carts).values(row).onConflictDoNothing().returning({ id: carts.id })).length === 1;

/** Writes the whole row; the caller has locked it. */
export const updateCart = async (queries: Queries, { id, ...row }: CartRow): Promise<void> => {
  await queries.update(carts).set(row).where(eq(carts.id, id));
};
