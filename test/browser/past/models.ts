import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/client.ts';
import { models, scoreLevels, scores, scoringRuns } from '../../../db/schema/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { minutesAgo, storeId } from '../shop.ts';

const day = 24 * 60;

const fit = (
  version: number,
  changes: Partial<typeof models.$inferInsert> = {},
): typeof models.$inferInsert & { readonly id: string } => ({
  id: randomUUID(),
  storeId,
  kind: 'orders',
  name: 'mbg',
  version,
  windowFrom: '2024-03-02',
  windowTo: '2026-11-21',
  customers: 18_342,
  observations: 9_120,
  share: 1,
  parameters: { r: 0.5246, alpha: 6.1829, a: 0.8909, b: 1.6144 },
  standardErrors: { r: 0.0102, alpha: 0.121, a: 0.0402, b: 0.071 },
  logLikelihood: -25_442.7,
  holdout: {
    unseen: 'later days',
    from: '2026-08-22',
    to: '2026-11-21',
    count: 16_112,
    measure: 'rmse',
    error: 0.6107,
    baseline: { name: 'nbd', error: 0.7023 },
    foreseen: 1_722.4,
    actual: 1_804,
  },
  state: 'active',
  fittedAt: minutesAgo(day / 3),
  promotedAt: minutesAgo(day / 3),
  promotedBy: 'scoring',
  ...changes,
});

/** The registry after some nights: a model of orders in use, a later fit that is worse, one of spend, none of products. */
export const insertModels = async (db: Database): Promise<{ readonly orders: string; readonly spend: string }> => {
  const inUse = fit(2);
  const spend = fit(1, {
    kind: 'spend',
    name: 'gg',
    parameters: { p: 6.25, q: 3.74, v: 15.44 },
    standardErrors: {},
    holdout: {
      ...inUse.holdout,
      error: 2_310,
      baseline: { name: 'mean', error: 2_544 },
      foreseen: 9_112_000,
      actual: 9_320_400,
    },
  });
  const worse = { ...inUse.holdout, error: 0.6402, last: { version: 2, error: 0.6107 } };
  await db
    .insert(models)
    .values([
      fit(1, { state: 'replaced', fittedAt: minutesAgo(3 * day) }),
      inUse,
      fit(3, { state: 'kept', reason: 'worse_than_last', holdout: worse, promotedAt: null, promotedBy: null }),
      spend,
    ]);
  await db.insert(scoringRuns).values({
    id: randomUUID(),
    storeId,
    state: 'done',
    asOf: '2026-11-22',
    scored: 18_342,
    customers: 18_342,
    startedAt: minutesAgo(490),
    finishedAt: minutesAgo(489),
    fits: [
      { kind: 'orders', outcome: 'worse_than_last', version: 3 },
      { kind: 'spend', outcome: 'promoted', version: 1 },
      { kind: 'products', outcome: 'too_little_data', needs: { gaps: 200, days: 90 }, has: { gaps: 112, days: 640 } },
    ],
  });
  return { orders: inUse.id, spend: spend.id };
};

/** What the model in use says of a customer who ordered three times. */
export const insertScore = async (
  db: Database,
  customer: CustomerId,
  of: Awaited<ReturnType<typeof insertModels>>,
  changes: Partial<typeof scores.$inferInsert> = {},
): Promise<void> => {
  await db.insert(scores).values({
    customerId: customer,
    storeId,
    modelId: of.orders,
    spendModelId: of.spend,
    alive: 0.93,
    churn: 0.31,
    expectedOrders: 2.14,
    expectedSpend: 8_230,
    lifetimeValue: 15_960,
    nextOrder: '2026-12-28',
    nextOrderFrom: '2026-12-01',
    nextOrderTo: '2027-04-02',
    days: 3,
    firstDay: '2026-02-11',
    lastDay: '2026-10-30',
    statisticsVersion: 0,
    asOf: '2026-11-22',
    scoredAt: minutesAgo(489),
    ...changes,
  });
  await db
    .insert(scoreLevels)
    .values({ customerId: customer, watch: 'at-risk', storeId, inside: false, since: minutesAgo(20 * day) });
};
