import { isNull } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { makeApiKey } from '../../../api/access/key-text.ts';
import { type BackPressure, watchQueues } from '../../../api/back-pressure/back-pressure.ts';
import { inbox, outbox, runs } from '../../../db/schema/index.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { queueStarts } from '../dispatcher/waiting-rows.ts';
import { addStore, cartSpec, store, useIntake } from '../intake-server.ts';
import { cart, emptied, order, told } from '../told.ts';

let queues: BackPressure;
const limits = { perStore: 100, inAll: 150 };
const intake = useIntake([cartSpec], (db) => {
  queues = watchQueues({ db, specs: [cartSpec], limits, logger: pino({ level: 'silent' }), everyMillis: 20 });
  return { heldBack: queues.heldBack };
});
const [other, otherKey] = ['other' as StoreId, makeApiKey()];

beforeAll(async () => addStore(intake.db, other, otherKey));
afterAll(() => queues.stop());
beforeEach(async () => {
  await intake.db.delete(outbox);
  await intake.db.delete(runs);
  await until(false);
});

const queue = async (of: StoreId, count: number) =>
  queueStarts(intake.db, { store: of, count, now: intake.clock.now() });
const until = async (full: boolean, of = store) =>
  vi.waitFor(() => expect(queues.heldBack(of) !== undefined).toBe(full), { timeout: 5_000 });

test('past its own limit a store’s starts are answered 429 with Retry-After and change nothing; another’s are taken', async () => {
  await queue(store, 100);
  await until(true);
  const before = await intake.db.$count(inbox);
  const refused = await intake.post(cart({ id: 'ada' }, 'full-1'));
  expect([refused.status, refused.body.error.code]).toEqual([429, 'queue_full']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await intake.db.$count(inbox)).toBe(before);
  expect((await intake.post(cart({ id: 'ada' }, 'full-1'), otherKey)).status).toBe(202);
});

test('past the limit of all, the answer is 503, to every store', async () => {
  await queue(store, 80);
  await queue(other, 80);
  await until(true);
  for (const key of [undefined, otherKey]) {
    const refused = await intake.post(cart({ id: 'bob' }, 'full-2'), key);
    expect([refused.status, refused.body.error.code]).toEqual([503, 'overloaded']);
    expect(refused.headers.get('retry-after')).toBe('30');
  }
});

test('a purchase, an emptied cart and a profile are taken all the same', async () => {
  const ann = { id: 'ann' };
  expect((await intake.post(cart(ann, 'full-3'))).status).toBe(202);
  await queue(store, 100);
  await until(true);
  expect((await intake.post(emptied(ann, 'full-3', 1))).status).toBe(202);
  expect((await intake.post(told('customer.updated', ann, { firstName: 'Ann' }, 2))).status).toBe(202);
  expect((await intake.post(order(ann, 'full-3-order', 3))).body.events[0]?.fate).toBe('applied');
});

test('of a batch that is refused the purchases count at once; sent again, everything is there once', async () => {
  const [dan, eve] = [{ id: 'dan' }, { id: 'eve' }];
  await intake.post(cart(dan, 'full-4'));
  await queue(store, 100);
  await until(true);
  const batch = [cart(eve, 'full-5', 1), order(dan, 'full-4-order', 2)];
  expect((await intake.post(batch)).status).toBe(429);
  const exits = async () => (await intake.db.select().from(outbox)).filter(({ kind }) => kind === 'exit').length;
  expect(await exits()).toBe(1);
  await intake.db.update(outbox).set({ dispatchedAt: new Date() }).where(isNull(outbox.dispatchedAt));
  await until(false);
  const again = await intake.post(batch);
  expect(again.body.events.map(({ fate }) => fate)).toEqual(['applied', 'duplicate']);
  expect(await exits()).toBe(1);
});

test('a purchase is refused only when ten times the limit waits', async () => {
  const fay = { id: 'fay' };
  await intake.post(cart(fay, 'full-6'));
  await queue(store, 1_000);
  await until(true);
  await vi.waitFor(() => expect(queues.heldBack(store)!.refuses('order.placed')).toBe(true));
  expect((await intake.post(order(fay, 'full-6-order', 1))).status).toBe(429);
});
