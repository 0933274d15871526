import type { Database } from '../../../db/client.ts';
import { alertId, productId } from '../../../db/ids.ts';
import { demandForecasts, interests, productAlerts } from '../../../db/schema/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { AlertKind } from '../../../domain/alerts/alert.ts';
import { minutesAgo, storeId } from '../shop.ts';

const day = 24 * 60;

/** Something that happened to a product. */
export const insertAlert = async (
  db: Database,
  product: string,
  kind: AlertKind,
  changes: Partial<typeof productAlerts.$inferInsert> = {},
): Promise<void> => {
  const at = minutesAgo(30);
  const id = productId(storeId, product);
  await db.insert(productAlerts).values({
    id: alertId(storeId, id, kind, at),
    storeId,
    productId: id,
    kind,
    at,
    state: 'open',
    place: { part: 'others' },
    notBefore: minutesAgo(-1),
    told: 12,
    ...changes,
  });
};

/** Somebody who asked to be told when a product is back. */
export const insertAsked = async (db: Database, product: string, customerId: CustomerId): Promise<void> => {
  const at = minutesAgo(day);
  await db.insert(interests).values({
    customerId,
    productId: productId(storeId, product),
    storeId,
    visits: [],
    lastAt: at,
    wishedAt: at,
    stockAskedAt: at,
    seenPrice: 7_900,
    seenCurrency: 'EUR',
  });
};

/** What the night foresaw of two products: the vase will be short. */
export const insertDemand = async (db: Database): Promise<void> => {
  const common = { storeId, days: 28, soldDays: 182, stock: 12, asOf: '2026-11-22' };
  const segments = [
    { segment: 'champions', units: 11.2 },
    { segment: 'needs_attention', units: 4.1 },
  ];
  await db.insert(demandForecasts).values([
    { ...common, productId: productId(storeId, 'candle'), expected: 4.2, low: 1.1, high: 7.3, segments, sold: 30 },
    { ...common, productId: productId(storeId, 'vase'), expected: 18.4, low: 11.9, high: 24.9, segments, sold: 118 },
  ]);
};
