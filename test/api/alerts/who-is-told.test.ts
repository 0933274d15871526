import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { tellBatch } from '../../../api/alerts/tell-batch.ts';
import { specs } from '../../../api/specs.ts';
import { productId } from '../../../db/ids.ts';
import { interests, productPrices, runs } from '../../../db/schema/index.ts';
import { noon, store } from '../intake-server.ts';
import { cart, order, told } from '../told.ts';
import { day, euros, hour, minute, person, useAlerts } from './use-alerts.ts';

const {
  intake,
  switchTo,
  policyOf,
  product,
  sells,
  stock,
  price,
  minutesNow,
  does,
  tellAll,
  idOf,
  closeRuns,
  runsOf,
  alertsOf,
} = useAlerts();

test('a product that is back: who asked, wished for it or left it in a cart is told; others are not', async () => {
  await sells('kettle', 0);
  await does('asker', 'alert.requested', { productId: 'kettle', about: 'stock' });
  await does('wisher', 'wishlist.added', { productId: 'kettle' });
  await does('looker', 'product.viewed', { productId: 'kettle' });
  await does('stranger', 'wishlist.added', { productId: 'other' });
  await does('leaver', 'wishlist.added', { productId: 'kettle' });
  await does('leaver', 'wishlist.removed', { productId: 'kettle' });
  await does('caller-off', 'alert.requested', { productId: 'kettle', about: 'stock' });
  await does('caller-off', 'alert.cancelled', { productId: 'kettle' });
  await intake.post(told('wishlist.added', { anonymousId: 'visitor' }, { productId: 'kettle' }));
  intake.clock.set(noon + hour);
  await stock('kettle', 5);
  expect(await alertsOf('kettle')).toEqual([{ kind: 'back-in-stock', state: 'open', told: 0 }]);
  expect(await tellAll()).toBe(2);
  expect(await alertsOf('kettle')).toEqual([{ kind: 'back-in-stock', state: 'told', told: 2 }]);
  expect(await runsOf('asker')).toEqual(['backInStock asked']);
  expect(await runsOf('wisher')).toEqual(['backInStock wished']);
  for (const name of ['looker', 'stranger', 'leaver', 'caller-off', 'visitor']) expect(await runsOf(name)).toEqual([]);
});

test('what was asked for is answered once; who wished is not told of the same product again within a week', async () => {
  await sells('cup', 0);
  await does('ann', 'alert.requested', { productId: 'cup', about: 'stock' });
  await does('ben', 'wishlist.added', { productId: 'cup' });
  for (const days of [1, 2, 9]) {
    intake.clock.set(noon + days * day);
    await stock('cup', 4);
    await tellAll(noon + days * day + hour);
    await closeRuns();
    intake.clock.set(noon + days * day + 2 * hour);
    await stock('cup', 0);
  }
  expect(await runsOf('ann')).toEqual(['backInStock asked']);
  expect(await runsOf('ben')).toEqual(['backInStock wished', 'backInStock wished']);
  const [kept] = await intake.db
    .select()
    .from(interests)
    .where(eq(interests.customerId, await idOf('ann')));
  expect(kept).toMatchObject({ stockAskedAt: null });
});

test('a stock that is told again, or changes between numbers, is nothing to tell', async () => {
  await sells('plate', 5);
  await does('cas', 'wishlist.added', { productId: 'plate' });
  for (const units of [5, 9, 4]) {
    intake.clock.advance(minute);
    await product('plate', 'product.upserted', { title: 'plate', stock: units, price: euros(100) });
  }
  expect(await alertsOf('plate')).toEqual([]);
});

test('few are left: told once when it falls below, with whoever has it in a cart left to the cart', async () => {
  await sells('jug', 9);
  await does('dee', 'wishlist.added', { productId: 'jug' });
  await does('eli', 'wishlist.added', { productId: 'jug' });
  await intake.post(cart(person('eli'), 'eli-cart'));
  intake.clock.set(noon + hour);
  for (const units of [3, 2, 1]) {
    intake.clock.advance(minute);
    await stock('jug', units);
  }
  expect(await alertsOf('jug')).toMatchObject([{ kind: 'low-stock' }]);
  expect(await tellAll()).toBe(1);
  expect(await runsOf('dee')).toEqual(['lowStock wished']);
  expect(await runsOf('eli')).toEqual(['cartAbandonment']);
});

test('a price that fell: who saw a higher one is told, and who saw a lower one, or bought it, is not', async () => {
  await sells('vase', 9, 100);
  await does('fay', 'wishlist.added', { productId: 'vase' });
  await does('gil', 'wishlist.added', { productId: 'vase' });
  await does('ivo', 'wishlist.added', { productId: 'vase' });
  const line = { productId: 'vase', quantity: 1, unitPrice: euros(100) };
  intake.clock.set(noon + hour);
  await does('gil', 'order.placed', { orderId: 'gil-order', lines: [line], total: euros(100) });
  // What his own cart showed was less already.
  await intake.post(
    told(
      'cart.updated',
      person('ivo'),
      { cartId: 'ivo-cart', lines: [{ ...line, unitPrice: euros(80) }] },
      minutesNow(),
    ),
  );
  intake.clock.set(noon + 2 * hour);
  await price('vase', 80);
  expect(await alertsOf('vase')).toMatchObject([{ kind: 'price-drop', state: 'open' }]);
  await tellAll();
  expect(await runsOf('fay')).toEqual(['priceDrop wished']);
  expect(await runsOf('gil')).not.toContain('priceDrop wished');
  expect(await runsOf('ivo')).toEqual(['cartAbandonment']);
  const [run] = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.customerId, await idOf('fay')));
  expect(run!.dueAt.getTime() - run!.touchedAt.getTime()).toBe(15 * minute);
});

test('a price that was raised before it was reduced is no reduction, nor is one of a product that is new', async () => {
  await sells('bowl', 9, 100);
  await does('hal', 'wishlist.added', { productId: 'bowl' });
  intake.clock.set(noon + hour);
  await price('bowl', 150);
  await does('hal', 'wishlist.added', { productId: 'bowl' });
  intake.clock.set(noon + 5 * day);
  await price('bowl', 100);
  expect(await alertsOf('bowl')).toEqual([]);

  intake.clock.set(noon);
  await product('lamp-new', 'product.upserted', { title: 'lamp', price: euros(100), stock: 9 });
  intake.clock.set(noon + 5 * day);
  await price('lamp-new', 50);
  expect(await alertsOf('lamp-new')).toEqual([]);
  expect(await intake.db.$count(productPrices, eq(productPrices.productId, productId(store, 'lamp-new')))).toBe(2);
});

test('a price that goes up again before everybody was told is told nobody else', async () => {
  await policyOf({ perMinute: 1 });
  await sells('tray', 9, 100);
  for (const name of ['jo-1', 'jo-2', 'jo-3']) await does(name, 'wishlist.added', { productId: 'tray' });
  intake.clock.set(noon + hour);
  await price('tray', 80);
  // Nobody asked; of the others one hears in the first minute.
  expect(await tellBatch({ db: intake.db, clock: intake.clock, specs })).toEqual({ told: 0 });
  expect(await tellBatch({ db: intake.db, clock: intake.clock, specs })).toEqual({ told: 1 });
  expect(await tellBatch({ db: intake.db, clock: intake.clock, specs })).toBeUndefined();
  intake.clock.advance(30_000);
  await price('tray', 100);
  expect(await tellAll()).toBe(0);
  expect(await alertsOf('tray')).toEqual([{ kind: 'price-drop', state: 'over', told: 1 }]);
  await policyOf({});
});

test('R15 who puts it into a cart, or buys it, has no more of its alert; an order of something else leaves it', async () => {
  await sells('fork', 0);
  for (const name of ['kim', 'lea', 'max']) await does(name, 'alert.requested', { productId: 'fork', about: 'stock' });
  intake.clock.set(noon + hour);
  await stock('fork', 9);
  // Before he was told of it, and still he asked.
  await intake.post(order(person('max'), 'max-order', 60));
  await tellAll();
  const line = { productId: 'fork', quantity: 1, unitPrice: euros(100) };
  intake.clock.set(noon + 2 * hour);
  await does('kim', 'cart.updated', { cartId: 'kim-cart', lines: [line] });
  await does('lea', 'order.placed', { orderId: 'lea-order', lines: [line], total: euros(100) });
  expect((await runsOf('kim'))[0]).toBe('backInStock asked product.taken');
  expect((await runsOf('lea'))[0]).toBe('backInStock asked product.taken');
  expect(await runsOf('max')).toContain('backInStock asked');
});

test('a store that has not switched it on writes nothing down', async () => {
  await switchTo('off', 'backInStock');
  await sells('pan', 0);
  await does('nia', 'wishlist.added', { productId: 'pan' });
  intake.clock.set(noon + hour);
  await stock('pan', 9);
  expect(await alertsOf('pan')).toEqual([]);
  await switchTo('on', 'backInStock');
});

test('the few that are there are told of by the hour, who asked first hears first', async () => {
  await policyOf({ perUnit: 2 });
  await sells('pot', 0);
  const names = ['p-3', 'p-1', 'p-4', 'p-2', 'p-5'];
  for (const name of names) {
    await does(name, 'alert.requested', { productId: 'pot', about: 'stock' });
    intake.clock.advance(minute);
  }
  intake.clock.set(noon + hour);
  await stock('pot', 1);
  const heard: string[][] = [];
  for (let hours = 1; hours < 4; hours++) {
    intake.clock.set(noon + hours * hour);
    await tellAll(noon + hours * hour);
    const now = [];
    for (const name of names) if ((await runsOf(name)).length > 0) now.push(name);
    heard.push(now);
  }
  expect(heard).toEqual([['p-3', 'p-1'], ['p-3', 'p-1', 'p-4', 'p-2'], names]);
  await policyOf({});
});
