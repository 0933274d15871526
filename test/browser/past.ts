import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { alertId, productId } from '../../db/ids.ts';
import {
  assignments,
  campaigns,
  customers,
  demandForecasts,
  interests,
  messages,
  models,
  orders,
  productAlerts,
  runs,
  scoreLevels,
  scores,
  scoringRuns,
  seasonWork,
  segmentRuns,
  segmentSizes,
  segmentStandings,
  segmentStays,
  signalLevels,
  signals,
} from '../../db/schema/index.ts';
import type { CampaignId, CustomerId, RunId } from '../../domain/ids.ts';
import type { Campaign } from '../../domain/season/campaign.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { AlertKind } from '../../domain/alerts/alert.ts';
import { minutesAgo, now, storeId } from './shop.ts';

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

/** An experiment of so many customers, who came in evenly over sixty days; those of `better` arms buy more often. */
export const insertExperiment = async (
  db: Database,
  experiment: string,
  arms: readonly { readonly arm: string; readonly customers: number; readonly share: number; readonly buys: number }[],
): Promise<void> => {
  for (const { arm, customers: count, share, buys } of arms) {
    const name = `${experiment}/${arm}`;
    // The same customers and orders every time: what decides is the hash of arm and number.
    await db.execute(sql`
      with people as (
        select n, md5(${name} || n)::uuid as id, ${now.toISOString()}::timestamptz - make_interval(hours => 24 * 60 - (n * 1439 / ${count})::int) as at,
          ('x' || substr(md5(${`bought${name}`} || n), 1, 7))::bit(28)::int / 268435456.0 as luck,
          ('x' || substr(md5(${`paid${name}`} || n), 1, 7))::bit(28)::int / 268435456.0 as wealth
        from generate_series(1, ${count}::int) n
      ), born as (
        insert into ${customers} (id, store_id, created_at) select id, ${storeId}, at - interval '1 year' from people
      ), drawn as (
        insert into ${assignments} (store_id, experiment, customer_id, arm, share, assigned_at)
        select ${storeId}, ${experiment}, id, ${arm}, ${share}::float8, at from people
      )
      insert into ${orders} (id, store_id, external_id, customer_id, state, lines, total, currency, placed_at, updated_at)
      select md5('order' || id)::uuid, ${storeId}, 'past-' || id, id, 'placed', '[]'::jsonb, (2000 + 9000 * wealth)::int, 'EUR',
        at + interval '1 minute', at + interval '1 minute'
      from people where luck < ${buys}::float8`);
  }
};

const plan: Campaign = {
  kind: 'sales',
  label: { fr: 'Soldes d’hiver', en: 'Winter sale' },
  opens: '2026-11-25T08:00',
  second: '2026-12-02T08:00',
  ends: '2026-12-20T23:00',
  hours: [],
  moments: {},
  paths: ['vip', 'lost', 'loyal', 'interested', 'others', 'quiet'],
  spread: '1 hour',
};

/** A campaign whose audience has entered, and of which one letter was sent to who is in it. */
export const insertCampaign = async (
  db: Database,
  people: readonly CustomerId[],
  changes: Partial<typeof campaigns.$inferInsert> = {},
): Promise<CampaignId> => {
  const id = randomUUID() as CampaignId;
  await db.insert(campaigns).values({
    id,
    storeId,
    name: `winter-${id.slice(0, 8)}`,
    plan,
    state: 'planned',
    version: 1,
    savedBy: 'command:season',
    why: 'the season',
    savedAt: minutesAgo(40 * day),
    createdAt: minutesAgo(40 * day),
    ...changes,
  });
  await db.insert(seasonWork).values({
    id: randomUUID(),
    storeId,
    kind: 'enrol',
    campaignId: id,
    round: 1,
    dueAt: minutesAgo(27 * day),
    done: people.length,
    passed: { switched_off: 3 },
    createdAt: minutesAgo(40 * day),
    finishedAt: minutesAgo(27 * day - 10),
  });
  for (const [index, customer] of people.entries()) await insertEntrant(db, id, customer, index);
  return id;
};

const insertEntrant = async (db: Database, campaign: CampaignId, customerId: CustomerId, index: number) => {
  const run = randomUUID() as RunId;
  const at = minutesAgo(4 * day);
  const common = { storeId, journey: 'seasonalCountdown', customerId } as const;
  await db.insert(runs).values({
    ...common,
    id: run,
    subject: campaign,
    episode: 1,
    event: { campaignId: campaign, kind: 'sales', path: index === 0 ? 'vip' : 'others' },
    startedAt: minutesAgo(27 * day),
    touchedAt: minutesAgo(27 * day),
    dueAt: at,
    state: 'open',
  });
  const isHeld = index % 3 === 2;
  await db.insert(messages).values({
    ...common,
    id: randomUUID(),
    runId: run,
    step: 'season/teaser#1',
    channel: 'email',
    template: 'season/teaser',
    purpose: 'marketing',
    state: isHeld ? 'withheld' : 'accepted',
    ...(isHeld
      ? { reason: 'capped' as const }
      : { claimedAt: at, acceptedAt: at, provider: 'local-outbox', providerId: randomUUID(), attempts: 1 }),
    dueAt: at,
    expiresAt: minutesAgo(day),
    decidedAt: at,
    verdicts: [],
    key: randomUUID(),
  });
};

/** What customers are, judged in the last night: the first is a VIP who was at risk, the others prospects; with sizes of 40 days. */
export const insertSegments = async (db: Database, people: readonly CustomerId[]): Promise<void> => {
  for (const [index, customerId] of people.entries()) {
    const segments: readonly AnySegment[] = index === 0 ? ['vip', 'rfm-champion'] : ['prospect'];
    const whose = { customerId, storeId };
    await db.insert(segmentStandings).values({
      ...whose,
      segments,
      primary: segments[0]!,
      value: index === 0 ? 'high' : 'low',
      evaluatedAt: minutesAgo(400),
    });
    await db
      .insert(segmentStays)
      .values([
        ...segments.map((segment) => ({ ...whose, segment, enteredAt: minutesAgo(9 * day) })),
        ...(index === 0
          ? [{ ...whose, segment: 'at-risk' as const, enteredAt: minutesAgo(30 * day), leftAt: minutesAgo(9 * day) }]
          : []),
      ]);
  }
  await db.insert(segmentSizes).values(
    Array.from({ length: 40 }, (_, index) => ({
      storeId,
      segment: 'vip' as const,
      day: minutesAgo((40 - index) * day)
        .toISOString()
        .slice(0, 10),
      customers: 900 + 7 * index - (index % 5) * 6,
      primaries: 900 + 7 * index - (index % 5) * 6,
      at: minutesAgo((40 - index) * day),
    })),
  );
  await db.insert(segmentRuns).values({
    id: randomUUID(),
    storeId,
    state: 'done',
    asOf: '2026-11-22',
    cuts: {},
    evaluated: 18_342,
    changed: 412,
    startedAt: minutesAgo(420),
    finishedAt: minutesAgo(418),
  });
};

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
