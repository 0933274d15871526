import { eq, inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eraseRows, findResidue } from '../../../db/personal-data/erase-rows.ts';
import { countUncounted } from '../../../db/scoring/count-orders.ts';
import { customerAliases, orders, orderStatistics, purchaseDays } from '../../../db/schema/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { store, useIntake } from '../../api/intake-server.ts';
import { told } from '../../api/told.ts';
import { kept, recount } from './recount.ts';

const intake = useIntake();
const shop = { zone: 'Europe/Paris', currency: 'EUR' };

const customersOf = async (names: readonly string[]): Promise<CustomerId[]> => {
  const rows = await intake.db
    .select({ id: customerAliases.customerId })
    .from(customerAliases)
    .where(inArray(customerAliases.value, [...names]));
  return [...new Set(rows.map(({ id }) => id))];
};

/** What a shop may tell of the orders of two people who are one. */
interface Telling {
  readonly what: 'placed' | 'cancelled' | 'returned' | 'refunded' | 'merged' | 'delivered';
  readonly who: 'a' | 'b';
  readonly order: number;
  /** Hours: days are few, so that orders meet on one, and civil midnight lies between them. */
  readonly hour: number;
  readonly amount: number;
  readonly currency: 'EUR' | 'USD';
  readonly units: number;
}

const telling: fc.Arbitrary<Telling> = fc.record({
  what: fc.constantFrom(
    'placed',
    'placed',
    'placed',
    'placed',
    'cancelled',
    'returned',
    'refunded',
    'merged',
    'delivered',
  ),
  who: fc.constantFrom('a', 'b'),
  order: fc.integer({ min: 1, max: 4 }),
  hour: fc.constantFrom(0, 9, 10, 11, 34, 58, 60, 400),
  amount: fc.constantFrom(0, 1000, 1000, 2500),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  units: fc.integer({ min: 1, max: 3 }),
});

const eventOf = (world: string, { what, who, order, hour, amount, currency, units }: Telling, index: number) => {
  const customer = { id: `${world}-${who}` };
  const orderId = `${world}-order-${order}`;
  const price = { amount, currency };
  const data = {
    placed: {
      orderId,
      total: price,
      lines: [
        { productId: `tea-${order % 2}`, quantity: units, unitPrice: price },
        { productId: 'jam', quantity: 1, unitPrice: price },
        { productId: 'jam', quantity: 2, unitPrice: price },
      ],
    },
    refunded: { orderId, amount: price },
    merged: { from: { id: `${world}-${who === 'a' ? 'b' : 'a'}` } },
    cancelled: { orderId },
    returned: { orderId },
    delivered: { orderId },
  }[what];
  const type = what === 'merged' ? 'customer.merged' : `order.${what}`;
  return told(type, customer, data, (hour - 480) * 60, `${world}-${index}`);
};

let worlds = 0;
const play = async (tellings: readonly Telling[], arrivals: readonly number[]): Promise<readonly string[]> => {
  const world = `statistics${(worlds += 1)}`;
  for (const index of arrivals) {
    const { status } = await intake.post(eventOf(world, tellings[index]!, index));
    expect(status).toBe(202);
  }
  return [`${world}-a`, `${world}-b`];
};

test('statistics kept with every order equal a recount, whatever came late, was cancelled, returned, refunded or merged', async () => {
  const stories = fc.array(telling, { minLength: 1, maxLength: 14 }).chain((tellings) =>
    fc.record({
      tellings: fc.constant(tellings),
      arrivals: fc.shuffledSubarray([...tellings.keys(), 0], { minLength: tellings.length }),
    }),
  );
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(stories, async ({ tellings, arrivals }) => {
      const customers = await customersOf(await play(tellings, arrivals));
      const found = await kept(intake.db, customers);
      expect(found).toEqual(await recount(intake.db, customers, shop));
      for (const { days } of found.values()) counted += days.length;
    }),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
  expect(counted).toBeGreaterThan(30);
}, 120_000);

const place = (who: string, order: string, hour: number) =>
  told('order.placed', { id: who }, { orderId: order, lines: [], total: { amount: 500, currency: 'EUR' } }, hour * 60);

test('orders of two people told at once are counted once each, also when one event changes the order of another', async () => {
  const hours = Array.from({ length: 24 }, (_, index) => (index - 24) * 24);
  await Promise.all(hours.map(async (hour) => intake.post(place('both', `both-${hour}`, hour))));
  const others = hours
    .slice(1)
    .map((hour) => told('order.cancelled', { id: `other-${hour}` }, { orderId: `both-${hour}` }));
  const more = hours.map((hour) => place('both', `more-${hour}`, hour));
  await Promise.all([...others, ...more].map(async (event) => intake.post(event)));
  const customers = await customersOf(['both']);
  const found = await kept(intake.db, customers);
  expect(found).toEqual(await recount(intake.db, customers, shop));
  expect(found.get(customers[0]!)).toMatchObject({ x: 23, orders: 25, tx: 23 });
});

test('an order is of the day that it was in the store’s zone', async () => {
  const total = { amount: 700, currency: 'EUR' };
  // 23:30 UTC is 01:30 of the next day in Paris in June.
  await intake.post(told('order.placed', { id: 'late' }, { orderId: 'late-1', lines: [], total }, -12.5 * 60));
  const [row] = await intake.db
    .select()
    .from(orderStatistics)
    .where(inArray(orderStatistics.customerId, await customersOf(['late'])));
  expect(row).toMatchObject({ firstDay: '2026-06-10', lastDay: '2026-06-10', days: 1, amount: 700, stale: true });
});

test('nothing of an erased customer’s statistics stays', async () => {
  const total = { amount: 700, currency: 'EUR' };
  const line = { productId: 'tea', quantity: 1, unitPrice: total };
  for (const index of [1, 2]) {
    await intake.post(
      told('order.placed', { id: 'gone' }, { orderId: `gone-${index}`, lines: [line], total }, index * -2000),
    );
  }
  const customers = await customersOf(['gone']);
  expect(await findResidue(intake.db, { store, customers })).toMatchObject({
    order_statistics: 1,
    purchase_days: 2,
    product_purchase_days: 2,
  });
  await eraseRows(intake.db, { store, customers });
  const residue = await findResidue(intake.db, { store, customers });
  for (const table of ['order_statistics', 'purchase_days', 'product_purchase_days'])
    expect(residue).not.toHaveProperty(table);
});

test('orders from before there were statistics are counted when they are touched', async () => {
  const total = { amount: 900, currency: 'EUR' };
  await intake.post(told('order.placed', { id: 'old' }, { orderId: 'old-1', lines: [], total }));
  const customers = await customersOf(['old']);
  const its = inArray(orders.customerId, customers);
  await intake.db.execute('alter table orders disable trigger user');
  await intake.db.update(orders).set({ countedDay: null, countedAmount: null }).where(its);
  await intake.db.delete(purchaseDays).where(inArray(purchaseDays.customerId, customers));
  await intake.db.delete(orderStatistics).where(inArray(orderStatistics.customerId, customers));
  await intake.db.execute('alter table orders enable trigger user');
  expect(await countUncounted(intake.db, 100)).toBe(1);
  expect(await countUncounted(intake.db, 100)).toBe(0);
  expect(await kept(intake.db, customers)).toEqual(await recount(intake.db, customers, shop));
  expect(await intake.db.select().from(purchaseDays).where(eq(purchaseDays.customerId, customers[0]!))).toHaveLength(1);
});
