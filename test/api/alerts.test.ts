import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { and, asc, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { tellBatch } from '../../api/alerts/tell-batch.ts';
import { specs } from '../../api/specs.ts';
import type { Database, Queries } from '../../db/client.ts';
import { lockCustomers } from '../../db/customers/customers.ts';
import { productId } from '../../db/ids.ts';
import {
  customerAliases,
  customers,
  interests,
  outbox,
  productAlerts,
  productPrices,
  runs,
} from '../../db/schema/index.ts';
import { replaceMode } from '../../db/switches/modes.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { type AlertsPolicy, defaultAlerts } from '../../domain/policy/alerts.ts';
import { plantPolicy } from '../stack/policy.ts';
import { noon, store, useIntake } from './intake-server.ts';
import { cart, order, told } from './told.ts';

const intake = useIntake(specs);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const switchTo = async (mode: 'on' | 'off', ...journeys: readonly string[]) => {
  for (const journey of journeys) {
    await replaceMode(intake.db, { store, journey, mode, at: new Date(noon), by: 'command:test', why: 'test' });
  }
};
const policyOf = async (alerts: Partial<AlertsPolicy>) => {
  await plantPolicy(intake.db, store, { alerts: { ...defaultAlerts, ...alerts } });
};

beforeAll(async () => switchTo('on', 'backInStock', 'lowStock', 'priceDrop'));
beforeEach(() => intake.clock.set(noon));

let events = 0;
const product = async (id: string, type: string, data: object): Promise<void> => {
  const { body } = await intake.post({
    id: `product-${(events += 1)}`,
    type,
    occurredAt: new Date(intake.clock.now()).toISOString(),
    data: { productId: id, ...data },
  });
  expect(body.events[0]).toMatchObject({ fate: 'applied' });
};
const euros = (amount: number) => ({ amount: amount * 100, currency: 'EUR' });
/** A product that was made 60 days ago. */
const sells = async (id: string, stock: number, price = 100): Promise<void> => {
  intake.clock.set(noon - 60 * day);
  await product(id, 'product.upserted', { title: id, category: 'home', price: euros(price), stock });
  intake.clock.set(noon);
};
const stock = async (id: string, units: number) => product(id, 'product.stock_changed', { stock: units });
const price = async (id: string, amount: number) => product(id, 'product.price_changed', { price: euros(amount) });

const person = (name: string) => ({ id: name, email: `${name}@shop.example` });
const minutesNow = () => (intake.clock.now() - noon) / minute;
const does = async (name: string, type: string, data: object): Promise<void> =>
  void (await intake.post(told(type, person(name), data, minutesNow())));

/** Tells everybody who is due, and those after them, as the process does. */
const tellAll = async (until = noon + 3 * day): Promise<number> => {
  let count = 0;
  for (;;) {
    const batch = await tellBatch({ db: intake.db, clock: intake.clock, specs });
    count += batch?.told ?? 0;
    if (batch) continue;
    const [next] = await intake.db
      .select({ at: productAlerts.notBefore })
      .from(productAlerts)
      .where(eq(productAlerts.state, 'open'))
      .orderBy(asc(productAlerts.notBefore))
      .limit(1);
    if (!next || next.at.getTime() > until) return count;
    intake.clock.set(next.at.getTime());
  }
};

const idOf = async (name: string): Promise<CustomerId> =>
  (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, name)))[0]!.customerId;
/** As once their messages are sent. */
const closeRuns = async () =>
  intake.db.update(runs).set({ state: 'closed', closedAt: new Date(intake.clock.now()), outcome: 'completed' });
/** The runs of a customer as `journey interest → exit`. */
const runsOf = async (name: string): Promise<readonly string[]> => {
  const rows = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.customerId, await idOf(name)))
    .orderBy(asc(runs.startedAt), asc(runs.journey));
  return rows.map(({ journey, event, exitEvent }) =>
    [journey, (event as Record<string, string>)['interest'], exitEvent].filter(Boolean).join(' '),
  );
};
const alertsOf = async (id: string) =>
  intake.db
    .select({ kind: productAlerts.kind, state: productAlerts.state, told: productAlerts.told })
    .from(productAlerts)
    .where(eq(productAlerts.productId, productId(store, id)))
    .orderBy(asc(productAlerts.at));

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

/** Many customers with one wish each. */
const wishers = async (count: number, of: string): Promise<readonly CustomerId[]> => {
  const ids = Array.from({ length: count }, () => randomUUID() as CustomerId);
  const at = new Date(noon - day);
  await intake.db.insert(customers).values(ids.map((id) => ({ id, storeId: store, createdAt: at })));
  await intake.db
    .insert(customerAliases)
    .values(ids.map((id) => ({ storeId: store, kind: 'email' as const, value: `${id}@many.example`, customerId: id })));
  await intake.db.insert(interests).values(
    ids.map((id) => ({
      customerId: id,
      productId: productId(store, of),
      storeId: store,
      visits: [],
      lastAt: at,
      wishedAt: at,
      seenPrice: 10_000,
      seenCurrency: 'EUR',
    })),
  );
  return ids;
};

/** A process that is killed when its batch is nearly done. */
const dying = (db: Database): Database =>
  new Proxy(db, {
    get: (target, name) => {
      if (name !== 'transaction') return Reflect.get(target, name) as unknown;
      return async (work: (queries: Queries) => Promise<unknown>) =>
        target.transaction(async (queries) => {
          await work(queries);
          throw new Error('killed');
        });
    },
  });

test('one change that concerns many is told in batches, by several at once, with deaths in between: each customer once', async () => {
  await policyOf({ perMinute: 100_000, perUnit: 10_000 });
  await sells('throng', 0);
  const ids = await wishers(400, 'throng');
  intake.clock.set(noon + hour);
  await stock('throng', 50);

  let batches = 0;
  let deaths = 0;
  const teller = async (seed: number): Promise<void> => {
    for (let turn = seed; ; turn++) {
      // Every third batch dies when it is nearly done.
      const dies = turn % 3 === 0;
      const db = dies ? dying(intake.db) : intake.db;
      const batch = await tellBatch({ db, clock: intake.clock, specs }).catch((error: unknown) => {
        expect((error as Error).message).toBe('killed');
        deaths += 1;
        return { told: 0 };
      });
      const [open] = await intake.db
        .select()
        .from(productAlerts)
        .where(and(eq(productAlerts.state, 'open'), eq(productAlerts.productId, productId(store, 'throng'))));
      if (!open) return;
      if (batch && batch.told > 0) batches += 1;
      if (!batch) intake.clock.set(Math.max(intake.clock.now(), open.notBefore.getTime()));
    }
  };
  await Promise.all([teller(0), teller(1), teller(2)]);
  expect(batches).toBeGreaterThan(4);
  expect(deaths).toBeGreaterThan(1);
  const begun = await intake.db.select().from(runs).where(eq(runs.journey, 'backInStock'));
  const theirs = begun.filter(({ customerId }) => ids.includes(customerId));
  expect(theirs).toHaveLength(400);
  expect(new Set(theirs.map(({ customerId }) => customerId)).size).toBe(400);
  const starts = await intake.db.select().from(outbox).where(eq(outbox.kind, 'start'));
  expect(starts.filter(({ customerId }) => ids.includes(customerId))).toHaveLength(400);
  expect(await alertsOf('throng')).toEqual([{ kind: 'back-in-stock', state: 'told', told: 400 }]);
  await policyOf({});
});

test('a customer who is busy delays the batch and nobody is left out', async () => {
  await sells('queue', 0);
  const [first, ...others] = await wishers(3, 'queue');
  intake.clock.set(noon + hour);
  await stock('queue', 50);
  const signals = new EventEmitter();
  const [holding, released] = [once(signals, 'held'), once(signals, 'released')];
  const busy = intake.db.transaction(async (queries) => {
    await lockCustomers(queries, [first!]);
    await queries.delete(interests).where(eq(interests.customerId, first!));
    signals.emit('held');
    await released;
  });
  await holding;
  const batch = tellAll();
  signals.emit('released');
  await busy;
  expect(await batch).toBe(2);
  const begun = await intake.db.select().from(runs).where(eq(runs.journey, 'backInStock'));
  expect(begun.filter(({ customerId }) => others.includes(customerId))).toHaveLength(2);
  expect(begun.filter(({ customerId }) => customerId === first)).toEqual([]);
});
