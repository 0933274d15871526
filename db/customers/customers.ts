import { asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import { built, given, givenAll, givenOf } from '../built.ts';
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
  await customerInsert(queries, { ...row });
};

const customerInsert = built((queries) =>
  queries.insert(customers).values(givenAll(['id', 'storeId', 'createdAt'] satisfies (keyof CustomerRow)[])),
);

export const readCustomer = async (queries: Queries, id: CustomerId): Promise<CustomerRow | undefined> =>
  (await customerQuery(queries, { id }))[0];

const customerQuery = built((queries) =>
  queries
    .select()
    .from(customers)
    .where(eq(customers.id, given('id'))),
);

const profileColumns = [
  'firstName',
  'locale',
  'timezone',
  'address',
  'birthday',
  'profileAt',
  'fieldTimes',
] as const satisfies (keyof CustomerRow)[];

export const writeProfile = async (
  queries: Queries,
  id: CustomerId,
  profile: Pick<CustomerRow, (typeof profileColumns)[number]>,
): Promise<void> => {
  await profileUpdate(queries, { ...profile, id });
};

const profileUpdate = built((queries) =>
  queries
    .update(customers)
    .set(Object.fromEntries(profileColumns.map((name) => [name, givenOf(customers[name], name)])))
    .where(eq(customers.id, given('id'))),
);
