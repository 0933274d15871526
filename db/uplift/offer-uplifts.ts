import { and, asc, eq, ne } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { offerUplifts } from '../schema/index.ts';

export type OfferUpliftRow = typeof offerUplifts.$inferSelect;

/** What is said of a store's offers, in the order of their ids. */
export const readOfferUplifts = async (queries: Queries, store: StoreId): Promise<readonly OfferUpliftRow[]> =>
  queries.select().from(offerUplifts).where(eq(offerUplifts.storeId, store)).orderBy(asc(offerUplifts.offer));

/** Puts what is known of the offers in place of what was, and forgets the others. */
export const writeOfferUplifts = async (
  queries: Queries,
  store: StoreId,
  asOf: string,
  rows: readonly OfferUpliftRow[],
): Promise<void> => {
  for (const row of rows)
    await queries
      .insert(offerUplifts)
      .values(row)
      .onConflictDoUpdate({ target: [offerUplifts.storeId, offerUplifts.offer], set: row });
  await queries.delete(offerUplifts).where(and(eq(offerUplifts.storeId, store), ne(offerUplifts.asOf, asOf)));
};
