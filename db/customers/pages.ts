import { and, asc, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { customers } from '../schema/index.ts';

/** Who is somebody's own: neither erased nor merged into another. */
export const stands = and(isNull(customers.erasedAt), isNull(customers.mergedInto));

/** A store's customers beyond the last one of the page before, of those who stand. */
export const standingAfter = (store: StoreId, after: CustomerId | null): SQL | undefined =>
  and(eq(customers.storeId, store), stands, after === null ? undefined : gt(customers.id, after));

interface Page {
  /** The last of the page before; null for the first. */
  readonly after: CustomerId | null;
  readonly limit: number;
  /** Which of them; all unless told. */
  readonly only?: SQL | undefined;
}

/** The next customers of a store, in the order of their ids. */
export const readCustomerPage = async (
  queries: Queries,
  store: StoreId,
  { after, limit, only }: Page,
): Promise<readonly CustomerId[]> => {
  const rows = await queries
    .select({ id: customers.id })
    .from(customers)
    .where(and(standingAfter(store, after), only))
    .orderBy(asc(customers.id))
    .limit(limit);
  return rows.map(({ id }) => id);
};
