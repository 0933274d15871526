import { sql } from 'drizzle-orm';
import type { Intent } from '../../domain/intents/detect.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { carts, intents, purchases } from '../schema/index.ts';

/**
 * Until when a customer's looks have led to something: a cart, an order, or an intent that journeys were told of. What
 * was looked at until then does not count again.
 */
export const readLedTo = async (queries: Queries, customer: CustomerId): Promise<Millis | undefined> => {
  const [row] = await queries
    .select({
      // The driver reads the columns of tables, not what is computed.
      at: sql<string | null>`greatest(
        (select ${intents.at} from ${intents} where ${intents.customerId} = ${customer}),
        (select max(${carts.updatedAt}) from ${carts} where ${carts.customerId} = ${customer}),
        (select max(${purchases.placedAt}) from ${purchases} where ${purchases.customerId} = ${customer}))`,
    })
    .from(sql`(select) nothing`);
  return row?.at ? new Date(row.at).getTime() : undefined;
};

/** Notes that journeys were told of an intent; the customer is locked. */
export const noteIntent = async (
  queries: Queries,
  { signal, productId }: Intent,
  about: { readonly storeId: StoreId; readonly customerId: CustomerId; readonly at: Date },
): Promise<void> => {
  await queries
    .insert(intents)
    .values({ ...about, signal, productId })
    .onConflictDoUpdate({
      target: intents.customerId,
      set: { signal, productId, at: sql`greatest(${intents.at}, excluded.at)` },
    });
};
