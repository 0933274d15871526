import type { Database } from '../../db/client.ts';
import { advocates, segmentStandings, segmentStays } from '../../db/schema/index.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { noon, store } from '../api/intake-server.ts';

/** A customer who is judged, and once brought a friend. */
export const plantSegments = async (db: Database, customerId: CustomerId): Promise<void> => {
  const at = new Date(noon);
  const own = { customerId, storeId: store };
  await db
    .insert(segmentStandings)
    .values({ ...own, segments: ['first-time'], primary: 'first-time', value: 'standard', evaluatedAt: at });
  await db.insert(segmentStays).values({ ...own, segment: 'first-time', enteredAt: at, enteredToldAt: at });
  await db.insert(advocates).values({ ...own, referrals: 1, lastReferralAt: at });
};
