import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { customers } from '../schema/index.ts';

/** The next customers of a store, in the order of their ids. */
export const readCustomersPage = async (
  queries: Queries,
  store: StoreId,
  after: CustomerId | null,
  limit: number,
): Promise<readonly CustomerId[]> => {
  const rows = await queries
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.storeId, store),
        isNull(customers.mergedInto),
        isNull(customers.erasedAt),
        after === null ? undefined : gt(customers.id, after),
      ),
    )
    .orderBy(asc(customers.id))
    .limit(limit);
  return rows.map(({ id }) => id);
};
