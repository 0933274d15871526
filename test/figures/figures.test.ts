import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderStatistics, scores } from '../../db/schema/index.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { type CampaignShop, day, ended, hour, opened, useCampaignShops } from './campaign-shops.ts';
import { boughtAfterLetters, letter, message, order, reminder } from './drawn.ts';
import { recountFigures } from './recount-figures.ts';

const { intake, openShop, figuresOf, post, tellOrder, write, customersOf, readLog } = useCampaignShops();

/** So many hours after the opening. */
const instantAt = (hours: number): string => new Date(opened + hours * hour).toISOString();

test('R150 R174 R251 R252 R253 R257 R259 what a campaign came to is what its raw log says, on the day itself and once it is over', async () => {
  let [orders, credited] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { minLength: 1, maxLength: 10 }),
      fc.array(message, { maxLength: 12 }),
      fc.boolean(),
      async (bought, sent, isMerged) => {
        const shop = await openShop();
        for (const n of [0, 1, 2, 3])
          await post(shop, 'customer.updated', `c${n}`, { firstName: 'Ada' }, opened - 40 * day);
        const people = await customersOf(shop);
        for (const [index, one] of sent.entries()) await write(shop, people.get(`c${one.who}`)!, one, index);
        intake.clock.set(opened + 400 * hour);
        for (const [index, one] of bought.entries()) await tellOrder(shop, one, `${shop.id}-${index}`);
        // Two customers turn out to be one.
        if (isMerged) await post(shop, 'customer.merged', 'c0', { from: { id: 'c1' } }, opened + 399 * hour);
        const log = await readLog(shop);
        for (const now of [opened + 72 * hour, ended + 30 * day]) {
          intake.clock.set(now);
          const figures = await figuresOf(shop);
          const until = Math.min(now, ended);
          expect(figures).toEqual({
            campaign: 'summer',
            isOver: now > ended,
            ...recountFigures(log, { from: opened, until }),
          });
          orders += figures.orders.count;
          credited += figures.all.orders;
          // Nothing is told twice, or left out.
          expect(figures.all.revenue + figures.unprompted.revenue).toBe(figures.orders.revenue);
          for (const parts of [figures.channels, figures.journeys]) {
            expect(parts.reduce((sum, part) => sum + part.revenue, 0)).toBe(figures.all.revenue);
            expect(parts.reduce((sum, part) => sum + part.messages, 0)).toBe(figures.all.messages);
          }
          expect(figures.trend.reduce((sum, part) => sum + part.revenue, 0)).toBe(figures.orders.revenue);
        }
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 12), examples: [[boughtAfterLetters, [letter, reminder], true]] },
  );
  expect(orders).toBeGreaterThan(15);
  expect(credited).toBeGreaterThan(3);
}, 120_000);

test('R144 R147 R150 an order, and one that is sent back, is in the figures of any period the moment it was told', async () => {
  const shop = await openShop();
  intake.clock.set(opened + 30 * hour);
  const count = async () => {
    const { orders, trend } = await figuresOf(shop);
    return [orders.count, orders.revenue, orders.basket, orders.firstBuyers, trend.length];
  };
  expect(await count()).toEqual([0, 0, null, 0, 0]);
  await tellOrder(shop, { who: 1, hour: 10, amount: 4_000, currency: 'EUR', fate: 'kept' }, 'one');
  await tellOrder(shop, { who: 1, hour: 12, amount: 1_000, currency: 'EUR', fate: 'kept' }, 'two');
  expect(await count()).toEqual([2, 5_000, 2_500, 1, 2]);
  await post(shop, 'order.returned', 'c1', { orderId: 'two' }, opened + 20 * hour);
  expect(await count()).toEqual([1, 4_000, 4_000, 1, 1]);
  const asked = await figuresOf(shop, `/v1/figures?from=${instantAt(10)}&until=${instantAt(11)}`);
  expect(asked).toMatchObject({ from: instantAt(10), until: instantAt(11), currency: 'EUR', orders: { count: 1 } });
  expect((await figuresOf(shop, `/v1/figures?from=${instantAt(11)}&until=${instantAt(12)}`)).orders.count).toBe(0);
  const wrong = await intake.request(`/v1/figures?from=${instantAt(12)}&until=${instantAt(12)}`, {
    headers: { authorization: `Bearer ${shop.read}` },
  });
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { error: { fields: [{ field: 'until' }] } }]);
});

test('R174 once it is over: who came back since, and what its buyers are expected to bring', async () => {
  const shop = await openShop();
  intake.clock.set(ended + 60 * day);
  const at = (n: number, hours: number, name: string) =>
    tellOrder(shop, { who: n, hour: hours, amount: 2_000, currency: 'EUR', fate: 'kept' }, name);
  // Bought before, in it and after; new in it and after; new in it alone; after alone.
  await at(0, -500, 'a');
  await at(0, 5, 'b');
  await at(0, 900, 'c');
  await at(1, 6, 'd');
  await at(1, 800, 'e');
  await at(2, 7, 'f');
  await at(3, 800, 'g');
  const people = await customersOf(shop);
  await intake.db.insert(scores).values(
    [0, 3].map((n) => ({
      customerId: people.get(`c${n}`)!,
      storeId: shop.id,
      modelId: randomUUID(),
      alive: 0.9,
      churn: 0.2,
      expectedOrders: 2,
      lifetimeValue: 12_345,
      days: 3,
      firstDay: '2026-05-01',
      lastDay: '2026-07-01',
      statisticsVersion: 1,
      asOf: '2026-08-01',
      scoredAt: new Date(ended),
    })),
  );
  expect(await figuresOf(shop)).toMatchObject({
    isOver: true,
    orders: { buyers: 3, firstBuyers: 2 },
    since: { again: 2, firstBuyersAgain: 1, retention: 2 / 3, foreseen: 1, lifetimeValue: 12_345 },
  });
});

test('R175 the buyers of an event are a segment of the shop’s own, which is exported and imported as it is; their orders are what models learn from', async () => {
  const [shop, other] = [await openShop(), await openShop()];
  const ask = async ({ read }: CampaignShop, method: string, path: string, body?: object) => {
    const response = await intake.request(`/v1/definitions/event-buyers${path}`, {
      method,
      headers: { authorization: `Bearer ${read}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { definition: object; customers: readonly string[] };
  };
  intake.clock.set(ended + 240 * hour);
  for (const one of [shop, other]) {
    for (const [n, at] of [
      [0, -100],
      [1, 3],
      [2, 4],
      [2, 300],
      [3, 320],
    ] as const) {
      const bought = { who: n, hour: at, amount: 2_000, currency: 'EUR', fate: 'kept' } as const;
      await tellOrder(one, bought, `${one.id}-${n}-${at}`);
    }
  }
  // From the opening of the campaign to its end, told from now.
  const orders = { within: '444 hours', before: '240 hours' };
  const words = { title: { fr: 'Acheteurs', en: 'Buyers' }, goal: { outcome: 'repurchase', within: '90 days' } };
  await ask(shop, 'PUT', '', { definition: { ...words, include: { orders } }, basedOn: 0, why: 'the lesson' });
  const { definition } = await ask(shop, 'GET', '');
  await ask(other, 'PUT', '', { definition, basedOn: 0, why: 'imported' });
  expect((await ask(other, 'GET', '')).definition).toEqual(definition);
  for (const one of [shop, other]) {
    const people = await customersOf(one);
    const { customers } = await ask(one, 'GET', '/customers');
    expect(new Set(customers)).toEqual(new Set([people.get('c1'), people.get('c2')]));
    expect((await figuresOf(one)).orders.buyers).toBe(customers.length);
    const learnt = await intake.db
      .select({ orders: orderStatistics.orders, stale: orderStatistics.stale })
      .from(orderStatistics)
      .where(inArray(orderStatistics.customerId, [...customers] as CustomerId[]));
    expect(learnt.map((row) => row.orders).toSorted((one, two) => one - two)).toEqual([1, 2]);
    // The next run of the scores goes by them.
    expect(learnt.every(({ stale }) => stale)).toBe(true);
  }
});
