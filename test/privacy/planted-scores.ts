import { v7 } from 'uuid';
import type { Database } from '../../db/client.ts';
import { scoreCrossings, scoreLevels, scores, signals } from '../../db/schema/index.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { noon, store } from '../api/intake-server.ts';

/** What the models say of a customer, and a watch that the customer came into. */
export const plantScores = async (db: Database, customerId: CustomerId): Promise<void> => {
  const at = new Date(noon);
  const day = new Date(noon).toISOString().slice(0, 10);
  const own = { customerId, storeId: store };
  await db.insert(scores).values({
    ...own,
    modelId: v7(),
    alive: 0.8,
    churn: 0.3,
    expectedOrders: 1.2,
    days: 1,
    firstDay: day,
    lastDay: day,
    statisticsVersion: 1,
    asOf: day,
    scoredAt: at,
  });
  await db.insert(signals).values({
    ...own,
    recency: 5,
    frequency: 1,
    monetary: 3,
    rfmGroup: 'new',
    details: { channels: {} },
    levelsVersion: 1,
    asOf: day,
    scoredAt: at,
  });
  await db.insert(scoreLevels).values({ ...own, watch: 'leaving', inside: true, since: at });
  await db.insert(scoreCrossings).values({ ...own, watch: 'leaving', way: 'entered', value: 0.3, at });
};
