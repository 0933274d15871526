import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { readCustomerPage, stands } from '../customers/pages.ts';
import { customers } from '../schema/index.ts';

/** Which part of a store's customers is looked at, chosen by their ids: the same ones each time. */
const sampled = (share: number): SQL | undefined =>
  share >= 1 ? undefined : sql`(hashtext(${customers.id}::text) & 65535) < ${Math.ceil(share * 65_536)}`;

/** A page of a store's customers, or of a part of them, in the order of their ids. */
export const readSampledPage = async (
  queries: Queries,
  store: StoreId,
  { after, limit, share = 1 }: { readonly after: CustomerId | null; readonly limit: number; readonly share?: number },
): Promise<readonly CustomerId[]> => readCustomerPage(queries, store, { after, limit, only: sampled(share) });

export const countCustomers = async (queries: Queries, store: StoreId): Promise<number> => {
  const [row] = await queries
    .select({ count: sql<number>`count(*)::int` })
    .from(customers)
    .where(and(eq(customers.storeId, store), stands));
  return row!.count;
};
