import { and, desc, eq, sql } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { IntentCounts } from '../../domain/scores/signals/intent.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { carts, interests, purchases, signals } from '../schema/index.ts';

export type SignalsRow = typeof signals.$inferSelect;

/** A customer's signals as they stand; undefined: nothing is known of them, or nothing was counted yet. */
export const readSignals = async (queries: Queries, customer: CustomerId): Promise<SignalsRow | undefined> =>
  (await queries.select().from(signals).where(eq(signals.customerId, customer)))[0];

/** What a customer did lately that tells intent, by the primary keys of what intake counts. */
export interface IntentRows {
  readonly products: readonly IntentCounts[];
  readonly checkouts: readonly Millis[];
  /** Their last order. */
  readonly since?: Millis;
}

export const readIntentRows = async (queries: Queries, customer: CustomerId): Promise<IntentRows> => {
  const [looked, open, [last]] = await Promise.all([
    queries
      .select({ visits: interests.visits, cartedAt: interests.cartedAt })
      .from(interests)
      .where(eq(interests.customerId, customer)),
    queries
      .select({ at: carts.checkoutAt })
      .from(carts)
      .where(and(eq(carts.customerId, customer), eq(carts.state, 'open'), sql`${carts.checkoutAt} is not null`))
      .orderBy(desc(carts.updatedAt))
      .limit(10),
    queries
      .select({ at: sql<string | null>`max(${purchases.placedAt})` })
      .from(purchases)
      .where(eq(purchases.customerId, customer)),
  ]);
  return {
    products: looked.map(({ visits, cartedAt }) => ({
      visits,
      cartedAt: cartedAt?.getTime(),
    })),
    checkouts: open.flatMap(({ at }) => at?.getTime() ?? []),
    ...(last?.at && { since: Date.parse(last.at) }),
  };
};
