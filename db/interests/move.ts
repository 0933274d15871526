import { eq, sql } from 'drizzle-orm';
import { joinVisits } from '../../domain/intents/visits.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { intents, interests } from '../schema/index.ts';
import { trimInterests } from './interests.ts';

type Row = typeof interests.$inferSelect;

/** What one customer is interested in becomes the other's, to whom they turned out to be the same; both are locked. */
export const moveInterests = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(interests).where(eq(interests.customerId, from)).returning();
  if (moved.length > 0) {
    const own = await queries.select().from(interests).where(eq(interests.customerId, to));
    const joined = moved.map((row) => {
      const other = own.find(({ productId }) => productId === row.productId);
      return { ...(other ? join(row, other) : row), customerId: to };
    });
    await queries
      .insert(interests)
      .values(joined)
      .onConflictDoUpdate({
        target: [interests.customerId, interests.productId],
        set: Object.fromEntries(
          Object.entries(columns).map(([field, column]) => [field, sql.raw(`excluded.${column}`)]),
        ),
      });
    await trimInterests(queries, to);
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

const columns = {
  visits: 'visits',
  lastAt: 'last_at',
  wishedAt: 'wished_at',
  cartedAt: 'carted_at',
  stockAskedAt: 'stock_asked_at',
  priceAskedAt: 'price_asked_at',
  seenPrice: 'seen_price',
  seenCurrency: 'seen_currency',
  toldAt: 'told_at',
} as const satisfies Partial<Record<keyof Row, string>>;

/** Of each sign the newest; what it cost is what the one who turned to it last saw. */
const join = (one: Row, other: Row): Row => {
  const last = one.lastAt > other.lastAt ? one : other;
  return {
    ...last,
    visits: joinVisits(one.visits, other.visits),
    wishedAt: newest(one.wishedAt, other.wishedAt),
    cartedAt: newest(one.cartedAt, other.cartedAt),
    stockAskedAt: newest(one.stockAskedAt, other.stockAskedAt),
    priceAskedAt: newest(one.priceAskedAt, other.priceAskedAt),
    toldAt: newest(one.toldAt, other.toldAt),
  };
};

const newest = (one: Date | null, other: Date | null): Date | null => {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
};
