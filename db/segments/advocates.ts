import { sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { advocates } from '../schema/index.ts';

interface Whose {
  readonly storeId: StoreId;
  readonly customerId: CustomerId;
}

/** Counts a friend who bought; each event of a store is applied once. The customer is locked. */
export const countReferral = async (queries: Queries, whose: Whose, at: Date): Promise<void> => {
  await queries
    .insert(advocates)
    .values({ ...whose, referrals: 1, lastReferralAt: at })
    .onConflictDoUpdate({
      target: advocates.customerId,
      set: {
        referrals: sql`${advocates.referrals} + 1`,
        lastReferralAt: sql`greatest(${advocates.lastReferralAt}, excluded.last_referral_at)`,
      },
    });
};

/** Counts a review of somebody happy. */
export const countReview = async (queries: Queries, whose: Whose): Promise<void> => {
  await queries
    .insert(advocates)
    .values({ ...whose, reviews: 1 })
    .onConflictDoUpdate({ target: advocates.customerId, set: { reviews: sql`${advocates.reviews} + 1` } });
};
