import { eq, getTableColumns, type Placeholder } from 'drizzle-orm';
import type { CartId, CustomerId } from '../../domain/ids.ts';
import { built, given, givenAll, givenOf } from '../built.ts';
import type { Queries } from '../client.ts';
import { carts } from '../schema/shop.ts';
import { keepOut } from '../sole-session.ts';

export type CartRow = typeof carts.$inferSelect;

/** A cart, locked: two customers may tell of one at the same time. */
export const lockCart = async (queries: Queries, id: CartId): Promise<CartRow | undefined> =>
  (await cartLock(queries, { id }))[0];

const cartLock = built((queries) =>
  queries
    .select()
    .from(carts)
    .where(eq(carts.id, given('id')))
    .for('update'),
);

/** Whose cart it is, as last told; undefined when nothing is known of it. */
export const readCartOwner = async (queries: Queries, id: CartId): Promise<CustomerId | undefined> =>
  (await ownerOfCart(queries, { id }))[0]?.customerId;

const ownerOfCart = built((queries) =>
  queries
    .select({ customerId: carts.customerId })
    .from(carts)
    .where(eq(carts.id, given('id'))),
);

/** Keeps a cart as it is until the transaction ends. A statement of its own, as the customer's lock. */
export const holdCart = async (queries: Queries, id: CartId): Promise<void> => {
  await keepOut(queries, (session) => cartHold(session, { id }));
};

const cartHold = built((queries) =>
  queries
    .select({ id: carts.id })
    .from(carts)
    .where(eq(carts.id, given('id')))
    .for('share'),
);

const columns = Object.keys(getTableColumns(carts)) as (keyof CartRow)[];

/** @returns false when another transaction made it first. */
export const insertCart = async (queries: Queries, row: CartRow): Promise<boolean> =>
  (await cartInsert(queries, { ...row })).length === 1;

const cartInsert = built((queries) =>
  queries
    .insert(carts)
    .values(givenAll(columns) satisfies Record<keyof CartRow, Placeholder>)
    .onConflictDoNothing()
    .returning({ id: carts.id }),
);

/** Writes the whole row; the caller has locked it. */
export const updateCart = async (queries: Queries, row: CartRow): Promise<void> => {
  await cartUpdate(queries, { ...row });
};

const cartUpdate = built((queries) =>
  queries
    .update(carts)
    .set(Object.fromEntries(columns.filter((name) => name !== 'id').map((name) => [name, givenOf(carts[name], name)])))
    .where(eq(carts.id, given('id'))),
);
