import { eq, sql } from 'drizzle-orm';
import type { CustomerId, InterestId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { newsRequests } from '../schema/index.ts';

/** Notes a category whose news a customer asked for. */
export const requestNews = async (
  queries: Queries,
  row: {
    readonly storeId: StoreId;
    readonly customerId: CustomerId;
    readonly id: InterestId;
    readonly category: string;
    readonly declaredAt: Date;
  },
): Promise<void> => {
  await queries
    .insert(newsRequests)
    .values(row)
    .onConflictDoUpdate({
      target: [newsRequests.customerId, newsRequests.id],
      set: { declaredAt: sql`greatest(${newsRequests.declaredAt}, excluded.declared_at)` },
    });
};

export const moveNewsRequests = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(newsRequests).where(eq(newsRequests.customerId, from)).returning();
  for (const row of moved) await requestNews(queries, { ...row, customerId: to });
};
