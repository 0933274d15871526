import { eq } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { loyaltyAccounts } from '../schema/index.ts';

export type LoyaltyRow = typeof loyaltyAccounts.$inferSelect;

export const readLoyalty = async (queries: Queries, customer: CustomerId): Promise<LoyaltyRow | undefined> =>
  (await queries.select().from(loyaltyAccounts).where(eq(loyaltyAccounts.customerId, customer)))[0];

/** Writes the whole row; the caller has locked the customer. */
export const writeLoyalty = async (queries: Queries, row: LoyaltyRow): Promise<void> => {
  await queries
    .insert(loyaltyAccounts)
    .values(row)
    .onConflictDoUpdate({ target: loyaltyAccounts.customerId, set: row });
};

/** The account of one customer becomes another's; of two the one that was told of last holds. */
export const moveLoyalty = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const [mine, theirs] = [await readLoyalty(queries, from), await readLoyalty(queries, to)];
  if (!mine) return;
  await queries.delete(loyaltyAccounts).where(eq(loyaltyAccounts.customerId, from));
  if (!theirs || theirs.updatedAt < mine.updatedAt) await writeLoyalty(queries, { ...mine, customerId: to });
};
