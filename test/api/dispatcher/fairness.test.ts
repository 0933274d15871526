import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { makeApiKey } from '../../../api/access/key-text.ts';
import { type Dispatcher, startDispatcher } from '../../../api/dispatcher/dispatcher.ts';
import { outbox, runs } from '../../../db/schema/index.ts';
import { takeDue } from '../../../db/road/take-due.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { addStore, store, useIntake } from '../intake-server.ts';
import { cart, order } from '../told.ts';
import { fakeTemporal } from './fake-temporal.ts';
import { queueStarts } from './waiting-rows.ts';

const intake = useIntake();
const big = 'big' as StoreId;
let dispatcher: Dispatcher | undefined;

beforeAll(async () => addStore(intake.db, big, makeApiKey()));
afterEach(async () => {
  await dispatcher?.stop();
  dispatcher = undefined;
  await intake.db.delete(outbox);
  await intake.db.delete(runs);
});

const started = () => {
  const temporal = fakeTemporal();
  const logger = pino({ level: 'silent' });
  const realNow = () => intake.clock.now();
  dispatcher = startDispatcher({ db: intake.db, client: temporal.client, realNow, logger }, 1);
  return temporal;
};

test('a store with thousands of starts waiting delays another store’s exit and start by a batch at most', async () => {
  await queueStarts(intake.db, { store: big, count: 5_000, now: intake.clock.now() });
  await intake.post([cart({ id: 'bob' }, 'bob'), order({ id: 'bob' }, 'bob-order', 1), cart({ id: 'eve' }, 'eve', 2)]);
  const temporal = started();
  const mine = async () => intake.db.select().from(outbox).where(eq(outbox.storeId, store));
  await vi.waitFor(async () => expect((await mine()).every((row) => row.dispatchedAt)).toBe(true), { timeout: 20_000 });
  const eve = (await mine()).at(-1)!.customerId;
  const place = (what: string, customer?: string) =>
    temporal.calls.findIndex((call) => call.what === what && (customer ?? call.customer) === call.customer);
  expect(place('order.placed')).toBeGreaterThan(0);
  expect(place('order.placed')).toBeLessThan(128);
  expect(place('start', eve)).toBeLessThan(128);
});

test('exits too are shared between stores: a flash sale’s thousands do not hold up another shop’s', async () => {
  await queueStarts(intake.db, { store: big, count: 2_000, now: intake.clock.now() });
  await intake.db.update(outbox).set({ kind: 'exit' });
  await intake.post([cart({ id: 'ann' }, 'ann'), order({ id: 'ann' }, 'ann-order', 1)]);
  const [mine] = await intake.db.select().from(outbox).where(eq(outbox.storeId, store)).orderBy(outbox.id);
  const taken = await intake.db.transaction(async (queries) => takeDue(queries, new Date(intake.clock.now()), 64));
  expect(taken.map((row) => row.id)).toContain(mine!.id);
  expect(taken).toHaveLength(64);
});

test('a batch is filled from one store where no other waits, and never takes a customer’s second row', async () => {
  await queueStarts(intake.db, { store: big, count: 100, now: intake.clock.now() });
  const [first] = await intake.db.select().from(outbox);
  await intake.db.insert(outbox).values({ ...first!, id: undefined, kind: 'exit', signal: null });
  const taken = await intake.db.transaction(async (queries) => takeDue(queries, new Date(intake.clock.now()), 64));
  expect(taken).toHaveLength(64);
  expect(new Set(taken.map((row) => row.run.customerId)).size).toBe(64);
  expect(taken[0]!.id).toBe(first!.id);
});
