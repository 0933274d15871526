import { asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { advocates, segmentChanges, segmentStandings, segmentStays } from '../schema/segments.ts';

/**
 * What one customer is becomes the other's too, until both together are judged: then they leave what does not fit, and
 * journeys are told. The customers are locked.
 */
export const moveSegments = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const standings = await queries
    .select()
    .from(segmentStandings)
    .where(inArray(segmentStandings.customerId, [from, to]))
    .orderBy(asc(segmentStandings.customerId))
    .for('update');
  const moved = standings.find(({ customerId }) => customerId === from);
  if (moved) {
    await queries.delete(segmentStandings).where(eq(segmentStandings.customerId, from));
    await queries.execute(sql`
      delete from ${segmentStays} mine where mine.customer_id = ${from} and mine.left_at is null and exists (
        select from ${segmentStays} other
        where other.customer_id = ${to} and other.segment = mine.segment and other.left_at is null)`);
    await queries.update(segmentStays).set({ customerId: to }).where(eq(segmentStays.customerId, from));
    await queries
      .insert(segmentStandings)
      .values({ ...moved, customerId: to })
      .onConflictDoUpdate({
        target: segmentStandings.customerId,
        set: {
          segments: openStays(to, sql`segment not like 'saved:%'`),
          saved: openStays(to, sql`segment like 'saved:%'`),
        },
      });
  }
  await queries.update(segmentChanges).set({ customerId: to }).where(eq(segmentChanges.customerId, from));
  await queries.insert(segmentChanges).values({ customerId: to });
};

const openStays = (customer: CustomerId, which: SQL): SQL =>
  sql`array(select segment from segment_stays where customer_id = ${customer} and left_at is null and ${which} order by segment)`;

/** What one customer did to bring others counts for the other. */
export const moveAdvocates = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const [moved] = await queries.delete(advocates).where(eq(advocates.customerId, from)).returning();
  if (!moved) return;
  await queries
    .insert(advocates)
    .values({ ...moved, customerId: to })
    .onConflictDoUpdate({
      target: advocates.customerId,
      set: {
        referrals: sql`${advocates.referrals} + excluded.referrals`,
        reviews: sql`${advocates.reviews} + excluded.reviews`,
        // Of null and an instant the greatest is the instant.
        lastReferralAt: sql`greatest(${advocates.lastReferralAt}, excluded.last_referral_at)`,
      },
    });
};
