import { asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { customers } from '../schema/customers.ts';

export type CustomerRow = typeof customers.$inferSelect;

/**
 * Locks customers in the order of their ids, so that two transactions never wait for each other. A
 * statement of its own: facts must come from a later one, or they are older than the lock.
 */
export const lockCustomers = async (
  queries: Queries,
  ids: readonly CustomerId[],
): Promise<readonly Pick<CustomerRow, 'id' | 'mergedInto' | 'erasedAt'>[]> => {
  const [only, ...others] = ids;
  return only !== undefined && others.length === 0
    ? lockOne(queries, { id: only })
    : lockThose(queries, inArray(customers.id, [...ids]));
};

const lockThose = (queries: Queries, which: SQL) =>
  queries
    .select({ id: customers.id, mergedInto: customers.mergedInto, erasedAt: customers.erasedAt })
    .from(customers)
    .where(which)
    .orderBy(asc(customers.id))
    .for('update');

const lockOne = built((queries) => lockThose(queries, eq(customers.id, given('id'))));

export const insertCustomer = async (
  queries: Queries,
  row: Pick<CustomerRow, 'id' | 'storeId' | 'createdAt'>,
): Promise<void> => {
  await queries.insert(customers).values(row);
};

export const readCustomer = async (queries: Queries, id: CustomerId): Promise<CustomerRow | undefined> =>
  (await queries.select().from(customers).where(eq(customers.id, id)))[0];

export const writeProfile = async (
  queries: Queries,
  id: CustomerId,
  profile: Pick<CustomerRow, 'firstName' | 'locale' | 'timezone' | 'address' | 'birthday' | 'profileAt' | 'fieldTimes'>,
): Promise<void> => {
  await queries.update(customers).set(profile).where(eq(customers.id, id));
};
