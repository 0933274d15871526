import { eq, sql } from 'drizzle-orm';
import { joinVisits } from '../../domain/intents/visits.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { intents, interests } from '../schema/index.ts';
import { dropInterests, tooMany, writeInterests } from './interests.ts';

/** What one customer looked at becomes the other's, to whom they turned out to be the same; both are locked. */
export const moveInterests = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(interests).where(eq(interests.customerId, from)).returning();
  if (moved.length > 0) {
    const own = await queries.select().from(interests).where(eq(interests.customerId, to));
    const joined = moved.map((row) => {
      const other = own.find(({ productId }) => productId === row.productId);
      return {
        ...row,
        customerId: to,
        visits: joinVisits(row.visits, other?.visits ?? []),
        lastAt: other && other.lastAt > row.lastAt ? other.lastAt : row.lastAt,
      };
    });
    await writeInterests(queries, joined);
    const others = own.filter((row) => !joined.some(({ productId }) => productId === row.productId));
    await dropInterests(
      queries,
      to,
      tooMany([...joined, ...others]).map(({ productId }) => productId),
    );
  }
  const [shown] = await queries.delete(intents).where(eq(intents.customerId, from)).returning();
  if (!shown) return;
  await queries
    .insert(intents)
    .values({ ...shown, customerId: to })
    .onConflictDoUpdate({
      target: intents.customerId,
      set: { signal: sql`excluded.signal`, productId: sql`excluded.product_id`, at: sql`excluded.at` },
      setWhere: sql`excluded.at > ${intents.at}`,
    });
};
