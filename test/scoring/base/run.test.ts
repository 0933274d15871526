import { and, asc, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { scoreStale } from '../../../activities/score-base/score-stale.ts';
import { scoreStore } from '../../../activities/score-base/score-store.ts';
import { fitBetaGeometric } from '../../../activities/scoring/models/beta-geometric/fit.ts';
import { fitGammaGamma } from '../../../activities/scoring/models/gamma-gamma/fit.ts';
import { historyOf } from '../../../activities/scoring/orders/history.ts';
import { purchaseDays } from '../../../activities/scoring/orders/purchase-days.ts';
import { createScorer } from '../../../activities/scoring/score/score-customers.ts';
import { orderId } from '../../../db/ids.ts';
import {
  models,
  orders,
  orderStatistics,
  scoreCrossings,
  scoreLevels,
  scores,
  scoringRuns,
} from '../../../db/schema/index.ts';
import { readStore, type StoreRow } from '../../../db/shop/stores.ts';
import type { CustomerId, StoreId } from '../../../domain/ids.ts';
import { handClock } from '../../api/intake-server.ts';
import { useDatabase } from '../../stack/database.ts';
import { dayOf, readCdnowSample } from '../data/read-rows.ts';
import { customerOf, plantLog } from './cdnow-shop.ts';

const database = useDatabase();
const shop = 'cdnow' as StoreId;
const end = dayOf('1998-06-30');
const dayMillis = 86_400_000;
const clock = handClock((end + 1) * dayMillis - 3_600_000);
const lines = readCdnowSample();
const log = purchaseDays(lines, { until: end, currency: 'USD' }).customers;
let store: StoreRow;

const db = () => database.connection.db;
const scoresOf = async () => db().select().from(scores).where(eq(scores.storeId, shop)).orderBy(asc(scores.customerId));

beforeAll(async () => {
  await plantLog(db(), shop, lines);
  store = (await readStore(db(), shop))!;
}, 120_000);

describe('a run over a whole store', () => {
  test('that is stopped is gone on with by the next, and scores everybody once', async () => {
    const atOnce = new AbortController();
    const unfitted = await scoreStore(
      { db: db(), clock, progress: ({ step }) => step === 'fitting' && atOnce.abort(), signal: atOnce.signal },
      store,
    );
    expect(unfitted).toMatchObject({ done: false, resumed: false, scored: 0, fits: [] });
    expect(await db().select().from(models).where(eq(models.storeId, shop))).toEqual([]);
    const stop = new AbortController();
    const stopped = await scoreStore(
      {
        db: db(),
        clock,
        page: 500,
        progress: ({ scored }) => scored >= 1_000 && stop.abort(),
        signal: stop.signal,
      },
      store,
    );
    expect(stopped).toMatchObject({ run: unfitted.run, done: false, resumed: true, scored: 1_000 });
    expect(await scoresOf()).toHaveLength(1_000);
    const half = new Map((await scoresOf()).map((row) => [row.customerId, +row.scoredAt]));

    clock.advance(60_000);
    const ended = await scoreStore({ db: db(), clock, page: 500 }, store);
    expect(ended).toMatchObject({ run: stopped.run, done: true, resumed: true, scored: 2_357 });
    const rows = await scoresOf();
    expect(rows).toHaveLength(2_357);
    for (const [customer, at] of half) {
      expect(+rows.find(({ customerId }) => customerId === customer)!.scoredAt).toBe(at);
    }
    expect(await db().select().from(orderStatistics).where(eq(orderStatistics.stale, true))).toEqual([]);
  });

  test('fits what an order log gives, keeps it with its error on what it had not seen, and puts it to use', async () => {
    const rows = Array.from(log.values(), (days) => historyOf(days, end));
    const column = (name: 'x' | 'tx' | 'T' | 'meanSpend') => rows.map((row) => row[name]);
    const orderFit = fitBetaGeometric('mbg', { x: column('x'), tx: column('tx'), T: column('T') });
    const [fitted] = await db()
      .select()
      .from(models)
      .where(and(eq(models.storeId, shop), eq(models.kind, 'orders')));
    expect(fitted).toMatchObject({
      name: 'mbg',
      version: 1,
      state: 'active',
      promotedBy: 'scoring',
      windowFrom: '1997-01-01',
      windowTo: '1998-06-30',
      customers: 2_357,
      observations: rows.reduce((all, { x }) => all + x, 0),
      share: 1,
    });
    for (const [name, value] of Object.entries(orderFit.parameters)) {
      expect(fitted!.parameters[name]! / value).toBeCloseTo(1, 6);
      expect(fitted!.standardErrors[name]! / orderFit.standardErrors[name as 'r']).toBeCloseTo(1, 4);
    }
    expect(fitted!.logLikelihood).toBeCloseTo(orderFit.logLikelihood, 6);
    const { holdout } = fitted!;
    expect(holdout).toMatchObject({ from: '1998-03-31', to: '1998-06-30', count: 2_357, measure: 'rmse' });
    const later = Array.from(log.values())
      .flat()
      .filter(({ day }) => day > dayOf('1998-03-31')).length;
    expect(holdout.actual).toBe(later);
    expect(holdout.error).toBeLessThan(holdout.baseline.error);

    const spendFit = fitGammaGamma({ x: column('x'), meanSpend: column('meanSpend') });
    const [spend] = await db()
      .select()
      .from(models)
      .where(and(eq(models.storeId, shop), eq(models.kind, 'spend')));
    expect(spend).toMatchObject({ name: 'gg', state: 'active', observations: spendFit.buyers });
    for (const [name, value] of Object.entries(spendFit.parameters)) {
      expect(spend!.parameters[name]! / value).toBeCloseTo(1, 5);
    }
  });

  test('scores each customer as the models do from the order log', async () => {
    const [order] = await db().select().from(models).where(eq(models.kind, 'orders'));
    const [spend] = await db().select().from(models).where(eq(models.kind, 'spend'));
    const score = createScorer({
      model: 'mbg',
      parameters: order!.parameters as never,
      spend: spend!.parameters as never,
      churnWithin: 90 / 7,
      ordersWithin: 365 / 7,
      valuation: { margin: 1, discount: 1.1 ** (1 / 12) - 1, periods: 12, periodLength: 365 / 7 / 12 },
    });
    const rows = new Map((await scoresOf()).map((row) => [row.customerId, row]));
    for (const [name, days] of log) {
      const right = score(historyOf(days, end));
      const row = rows.get(customerOf(shop, name))!;
      expect(row.alive).toBeCloseTo(right.alive, 12);
      expect(row.churn).toBeCloseTo(right.churn, 12);
      expect(row.expectedOrders).toBeCloseTo(right.expectedOrders, 12);
      expect(row.expectedSpend).toBe(Math.round(right.expectedSpend!));
      expect(Math.abs(row.lifetimeValue! - right.lifetimeValue!)).toBeLessThanOrEqual(0.5 + 1e-6);
      expect(row.days).toBe(days.length);
      const wait = Math.ceil(right.medianTimeToNextOrder * 7);
      expect(row.nextOrder).toBe(wait > 36_525 ? null : new Date((end + wait) * dayMillis).toISOString().slice(0, 10));
      if (row.nextOrderTo !== null)
        expect(row.nextOrderFrom! <= row.nextOrder! && row.nextOrder! <= row.nextOrderTo).toBe(true);
    }
  });

  test('of the same data again fits the same, and one beside it is refused', async () => {
    const again = await Promise.allSettled([1, 2].map(async () => scoreStore({ db: db(), clock, page: 400 }, store)));
    const ended = again.filter((one) => one.status === 'fulfilled');
    const refused = again.filter((one) => one.status === 'rejected');
    expect(ended.length).toBeGreaterThanOrEqual(1);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'SCORING_ELSEWHERE' });
    const fits = await db().select().from(models).where(eq(models.kind, 'orders')).orderBy(asc(models.version));
    expect(fits.at(-1)!.parameters).toEqual(fits[0]!.parameters);
    expect(fits.filter(({ state }) => state === 'active')).toHaveLength(1);
    // It was judged beside the one in use when it began: of two at once, both beside the one before.
    expect(fits.slice(0, -1).map(({ version }) => version)).toContain(fits.at(-1)!.holdout.last?.version);
    expect(await db().select().from(scoringRuns).where(eq(scoringRuns.state, 'open'))).toEqual([]);
  });
});

const statisticsOf = async (customer: CustomerId) =>
  (await db().select().from(orderStatistics).where(eq(orderStatistics.customerId, customer)))[0]!;
const scoreOf = async (customer: CustomerId) =>
  (await db().select().from(scores).where(eq(scores.customerId, customer)))[0];

let placed = 0;
const place = async (customer: CustomerId, state: 'placed' | 'cancelled' = 'placed') => {
  const id = orderId(shop, `new-${(placed += 1)}`);
  const at = new Date(clock.now());
  const order = { id, storeId: shop, externalId: id, customerId: customer, lines: [], total: 2_000, currency: 'USD' };
  await db()
    .insert(orders)
    .values({ ...order, state, placedAt: at, updatedAt: at });
  return id;
};

describe('between two runs', () => {
  test('R237 R238 an order gives its customer another score, and nobody else', async () => {
    const [before] = (await scoresOf()).filter(({ days }) => days === 1);
    clock.advance(3_600_000);
    await place(before!.customerId);
    expect(await scoreStale({ db: db(), clock })).toBe(1);
    expect(await scoreStale({ db: db(), clock })).toBe(0);
    const after = await scoreOf(before!.customerId);
    expect(after).toMatchObject({ days: 2, statisticsVersion: (await statisticsOf(before!.customerId)).version });
    expect(after!.alive).toBeGreaterThan(before!.alive);
    expect(after!.expectedOrders).toBeGreaterThan(before!.expectedOrders);
    const touched = (await scoresOf()).filter(({ scoredAt }) => +scoredAt === clock.now());
    expect(touched.map(({ customerId }) => customerId)).toEqual([before!.customerId]);
  });

  test('whoever has no order left has no score left', async () => {
    const customer = customerOf(shop, lines[0]!.customer);
    await db().update(orders).set({ state: 'cancelled' }).where(eq(orders.customerId, customer));
    await scoreStale({ db: db(), clock });
    expect(await scoreOf(customer)).toBeUndefined();
    expect((await statisticsOf(customer)).firstDay).toBeNull();
  });

  test('R63 R109 who becomes at risk crosses once, whoever looks and how often, and goes back once with an order', async () => {
    const crossings = async () => db().select().from(scoreCrossings).where(eq(scoreCrossings.storeId, shop));
    // Looked at for the first time, nobody has crossed anything, however long gone.
    expect(await crossings()).toEqual([]);
    const inside = await db().select().from(scoreLevels).where(eq(scoreLevels.inside, true));
    expect(inside.length).toBeGreaterThan(200);
    const outside = (await scoresOf()).filter(({ days, alive }) => days > 1 && alive > 0.6);
    expect(outside.length).toBeGreaterThan(100);

    clock.advance(45 * dayMillis);
    await Promise.allSettled([
      scoreStore({ db: db(), clock, page: 300 }, store),
      scoreStore({ db: db(), clock, page: 300 }, store),
    ]);
    await db().update(orderStatistics).set({ stale: true });
    await Promise.all([1, 2, 3].map(async () => untilNone(async () => scoreStale({ db: db(), clock }, 150))));
    await scoreStore({ db: db(), clock, page: 300 }, store);
    const gone = (await scoresOf()).filter(({ alive, days }) => days > 1 && alive < 0.5);
    const entered = await crossings();
    expect(entered.length).toBeGreaterThan(10);
    expect(new Set(entered.map(({ customerId }) => customerId)).size).toBe(entered.length);
    for (const { customerId, way, watch, value } of entered) {
      expect([way, watch]).toEqual(['entered', 'at-risk']);
      expect(value).toBeLessThan(0.5);
      expect(gone.some((row) => row.customerId === customerId)).toBe(true);
    }
    const now = await db().select().from(scoreLevels).where(eq(scoreLevels.inside, true));
    expect(now.map(({ customerId }) => customerId).toSorted()).toEqual(
      gone.map(({ customerId }) => customerId).toSorted(),
    );

    const back = entered[0]!.customerId;
    await place(back);
    await Promise.all([1, 2].map(async () => untilNone(async () => scoreStale({ db: db(), clock }))));
    const both = (await crossings()).filter(({ customerId }) => customerId === back);
    expect(both.map(({ way }) => way).toSorted()).toEqual(['entered', 'left']);
  });
});

const untilNone = async (work: () => Promise<number>): Promise<void> => {
  for (let left = 1; left > 0; left = await work());
};

test('a store with too little data gets no model and no score, and the run says what is missing', async () => {
  const small = 'small' as StoreId;
  await plantLog(db(), small, lines.slice(0, 100));
  const { fits, scored, done } = await scoreStore({ db: db(), clock }, (await readStore(db(), small))!);
  expect({ done, scored }).toEqual({ done: true, scored: 0 });
  expect(fits.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['orders', 'too_little_data'],
    ['spend', 'too_little_data'],
    ['products', 'too_little_data'],
  ]);
  const customers = new Set(lines.slice(0, 100).map(({ customer }) => customer)).size;
  expect(fits[0]).toMatchObject({ needs: { customers: 500 }, has: { customers } });
  expect(await db().select().from(scores).where(eq(scores.storeId, small))).toEqual([]);
});
