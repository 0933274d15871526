import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/client.ts';
import { signalLevels, signals } from '../../../db/schema/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { minutesAgo, storeId } from '../shop.ts';

/** What is said of a customer besides the models, and what is usual in the store. */
export const insertSignals = async (db: Database, customer: CustomerId): Promise<void> => {
  const channel = { a: 2, b: 20, messages: 4_000 };
  await db.insert(signalLevels).values({
    storeId,
    version: 1,
    levels: {
      rfm: { groups: 5, by: 'quantiles', customers: 18_342, recency: [], frequency: [], monetary: [] },
      channels: { email: channel, sms: channel },
    },
    customers: 10_000,
    share: 0.55,
    runId: randomUUID(),
    countedAt: minutesAgo(490),
  });
  await db.insert(signals).values({
    customerId: customer,
    storeId,
    recency: 5,
    frequency: 4,
    monetary: 4,
    rfmGroup: 'champions',
    tier: 'gold',
    tierBy: 'rules',
    tierUntil: '2027-02-03',
    priceIndex: 1.84,
    priceSensitive: true,
    bestHour: 9,
    bestHourBy: 'customer',
    details: {
      affinity: {
        categories: [
          { category: 'Tableware', share: 0.62, lift: 2.14 },
          { category: 'Candles', share: 0.21, lift: 1.1 },
        ],
        acts: 12,
      },
      prices: {
        index: 1.84,
        reducedShare: 0.6,
        codeShare: 0.2,
        sensitive: true,
        lines: 22,
        orders: 9,
        codesGiven: 3,
      },
      channels: { email: { rate: 0.12, messages: 18, reactions: 3 }, sms: { rate: 0.08, messages: 4, reactions: 0 } },
      hour: { bin: 9, share: 0.4, by: 'customer', acts: 22 },
      next: { categories: [{ category: 'Kitchen', probability: 0.34 }], by: 'model' },
    },
    levelsVersion: 1,
    asOf: '2026-11-22',
    scoredAt: minutesAgo(489),
  });
};
