import { and, asc, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { specs } from '../../api/specs.ts';
import { orderId, productId } from '../../db/ids.ts';
import { customerAliases, runs, stores } from '../../db/schema/index.ts';
import { replaceMode } from '../../db/switches/modes.ts';
import { defaultShop } from '../../domain/policy/shop.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { plantPolicy } from '../stack/policy.ts';
import { noon, store, useIntake } from './intake-server.ts';

const intake = useIntake(specs);
const day = 86_400_000;

beforeAll(async () => {
  for (const journey of ['postPurchase', 'winBack', 'replenishment']) {
    await replaceMode(intake.db, { store, journey, mode: 'on', at: new Date(noon), by: 'command:test', why: 'test' });
  }
  await plantPolicy(intake.db, store, { shop: { ...defaultShop, salesCycle: '40 days', deliveryTime: '9 days' } });
});

let events = 0;
const tell = async (type: string, customer: object | undefined, data: object): Promise<void> => {
  const { body } = await intake.post({
    id: `derived-${(events += 1)}`,
    type,
    occurredAt: new Date(intake.clock.now()).toISOString(),
    ...(customer && { customer }),
    data,
  });
  expect(body.events[0]).toMatchObject({ fate: 'applied' });
};
const price = { amount: 2_000, currency: 'EUR' };
const order = async (id: string, order: string, ...lines: readonly (readonly [string, number])[]): Promise<void> =>
  tell(
    'order.placed',
    { id },
    {
      orderId: order,
      lines: lines.map(([product, quantity]) => ({ productId: product, quantity, unitPrice: price })),
      total: price,
    },
  );
const product = async (id: string, usualDays?: number): Promise<void> =>
  tell('product.upserted', undefined, { productId: id, title: id, price, ...(usualDays && { usualDays }) });

/** The runs of a customer as `journey subject → exit`. */
const runsOf = async (id: string) => {
  const [alias] = await intake.db
    .select()
    .from(customerAliases)
    .where(and(eq(customerAliases.kind, 'id'), eq(customerAliases.value, id)));
  const rows = await intake.db
    .select({ journey: runs.journey, event: runs.event, exit: runs.exitEvent, subject: runs.subject })
    .from(runs)
    .where(eq(runs.customerId, alias!.customerId))
    .orderBy(asc(runs.journey), asc(runs.touchedAt));
  return rows.map((row) => ({ ...row, event: row.event as Record<string, string> }));
};

test('R37 R40 R57 an order begins what follows it: with how long the parcel takes, how long it lasts, when the customer is away', async () => {
  intake.clock.set(noon);
  await product('serum', 30);
  await product('mug');
  await order('ada', 'order-1', ['serum', 2], ['mug', 1]);
  const orderUuid = orderId(store, 'order-1');
  const bought = { orderId: orderUuid, place: 'web', quietDays: '60', deliveryDays: '9' };
  expect(await runsOf('ada')).toEqual([
    { journey: 'postPurchase', event: bought, exit: null, subject: orderUuid },
    {
      journey: 'replenishment',
      event: {
        orderId: orderUuid,
        productId: productId(store, 'serum'),
        lastsDays: '60',
        by: 'rules',
        ownGaps: '0',
        allGaps: '0',
      },
      exit: null,
      subject: productId(store, 'serum'),
    },
    { journey: 'winBack', event: bought, exit: null, subject: '' },
  ]);
});

test('R41 R61 another order starts the clocks again, each once; of another product only those that it is about', async () => {
  intake.clock.set(noon);
  await product('balm', 40);
  await product('soap', 20);
  await order('bea', 'order-b1', ['balm', 1]);
  intake.clock.set(noon + 10 * day);
  await order('bea', 'order-b2', ['soap', 1]);
  intake.clock.set(noon + 20 * day);
  await order('bea', 'order-b3', ['balm', 1]);
  const seen = (await runsOf('bea')).map(({ journey, event, exit }) => [
    journey,
    event['orderId'] === orderId(store, 'order-b1') ? 1 : event['orderId'] === orderId(store, 'order-b2') ? 2 : 3,
    exit,
  ]);
  expect(seen).toEqual([
    ['postPurchase', 1, null],
    ['postPurchase', 2, null],
    ['postPurchase', 3, null],
    ['replenishment', 1, 'product.bought'],
    ['replenishment', 2, null],
    ['replenishment', 3, null],
    ['winBack', 1, 'order.placed'],
    ['winBack', 2, 'order.placed'],
    ['winBack', 3, null],
  ]);
});

test('R31 R35 what is sent back is neither reviewed nor reminded of', async () => {
  intake.clock.set(noon);
  await product('tea', 30);
  await order('cyd', 'order-c1', ['tea', 1]);
  await tell('order.returned', { id: 'cyd' }, { orderId: 'order-c1' });
  expect((await runsOf('cyd')).map(({ journey, exit }) => [journey, exit])).toEqual([
    ['postPurchase', 'order.returned'],
    ['replenishment', 'order.returned'],
    ['winBack', null],
  ]);
});

test('an order that is told again begins nothing again', async () => {
  intake.clock.set(noon);
  await order('dan', 'order-d1', ['mug', 1]);
  await order('dan', 'order-d1', ['mug', 1]);
  expect((await runsOf('dan')).map(({ journey }) => journey)).toEqual(['postPurchase', 'winBack']);
});

const sold = async (customer: string, id: string, lines: readonly object[]): Promise<void> =>
  tell('order.placed', { id: customer }, { orderId: id, lines, total: price });
const line = (productId: string, more: object = {}) => ({ productId, quantity: 1, unitPrice: price, ...more });
const nurtured = async (customer: string) =>
  (await runsOf(customer)).flatMap(({ journey, event, exit }) =>
    journey === 'newCollection' ? [`${event['discounted']} ${exit ?? 'open'}`] : [],
  );

describe('R79 who bought something reduced during an event', () => {
  beforeAll(async () => {
    const at = new Date(noon);
    await replaceMode(intake.db, { store, journey: 'newCollection', mode: 'on', at, by: 'command:test', why: 'test' });
    const sale = { from: toInstant(noon + 200 * day), to: toInstant(noon + 230 * day), mode: 'event' as const };
    await intake.db.update(stores).set({ calendar: [sale] });
    intake.clock.set(noon + 100 * day);
    await tell('product.upserted', undefined, { productId: 'coat', title: 'coat', price: { ...price, amount: 4_000 } });
    await product('scarf');
    intake.clock.set(noon + 200 * day);
    await tell('product.price_changed', undefined, { productId: 'coat', price });
    intake.clock.set(noon + 210 * day);
  });

  test('is known by what it cost before, where the shop tells nothing', async () => {
    await sold('sale-a', 'sale-a1', [line('scarf'), line('coat')]);
    await sold('sale-b', 'sale-b1', [line('scarf')]);
    expect([await nurtured('sale-a'), await nurtured('sale-b')]).toEqual([['yes open'], []]);
  });

  test('is known by what the shop tells of the line, whatever it cost before', async () => {
    await sold('sale-c', 'sale-c1', [line('scarf', { discounted: true })]);
    await sold('sale-d', 'sale-d1', [line('coat', { discounted: false })]);
    expect([await nurtured('sale-c'), await nurtured('sale-d')]).toEqual([['yes open'], []]);
  });

  test('is still one after another order at full price; nobody is one outside the event', async () => {
    await sold('sale-e', 'sale-e1', [line('coat')]);
    intake.clock.set(noon + 215 * day);
    await sold('sale-e', 'sale-e2', [line('scarf')]);
    expect(await nurtured('sale-e')).toEqual(['yes order.placed', 'yes open']);
    intake.clock.set(noon + 232 * day);
    await sold('sale-f', 'sale-f1', [line('scarf', { discounted: true })]);
    expect(await nurtured('sale-f')).toEqual([]);
  });
});
