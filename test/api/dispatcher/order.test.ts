import { asc } from 'drizzle-orm';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { type Dispatcher, startDispatcher } from '../../../api/dispatcher/dispatcher.ts';
import { outbox, runs } from '../../../db/schema/index.ts';
import { useIntake } from '../intake-server.ts';
import { cart, emptied, order } from '../told.ts';
import { fakeTemporal } from './fake-temporal.ts';

const intake = useIntake();
let dispatchers: Dispatcher[] = [];

const dispatch = (temporal: ReturnType<typeof fakeTemporal>, lanes = 2): Dispatcher => {
  const logger = pino({ level: 'silent' });
  const { client } = temporal;
  const one = startDispatcher({ db: intake.db, client, realNow: () => intake.clock.now(), logger }, lanes);
  dispatchers.push(one);
  return one;
};
const stopAll = async (): Promise<void> => {
  await Promise.all(dispatchers.map(async (one) => one.stop()));
  dispatchers = [];
};
afterEach(async () => {
  await stopAll();
  await intake.db.delete(outbox);
  await intake.db.delete(runs);
});
const rows = async () => intake.db.select().from(outbox).orderBy(asc(outbox.id));
const untilDispatched = async () =>
  vi.waitFor(async () => expect((await rows()).every((row) => row.dispatchedAt)).toBe(true), { timeout: 20_000 });

test('several dispatchers share the work, and tell each customer’s rows once and in order', async () => {
  const events = Array.from({ length: 30 }, (_, index) => {
    const customer = { id: `order-${index}` };
    return [
      cart(customer, `order-${index}-a`),
      emptied(customer, `order-${index}-a`, 1),
      cart(customer, `order-${index}-b`, 2),
      order(customer, `order-${index}-o`, 3),
    ];
  }).flat();
  await intake.post(events);
  const temporal = fakeTemporal({ delayMillis: 5 });
  for (let count = 0; count < 3; count++) dispatch(temporal);
  await untilDispatched();

  const told = await rows();
  expect(temporal.calls).toHaveLength(told.length);
  for (const customer of new Set(told.map((row) => row.customerId))) {
    const kinds = temporal.calls.filter((call) => call.customer === customer).map((call) => call.what);
    expect(kinds).toEqual(['start', 'cart.emptied', 'start', 'order.placed']);
  }
});

test('an exit does not wait behind the starts of other customers', async () => {
  const starts = Array.from({ length: 300 }, (_, index) => cart({ id: `many-${index}` }, `many-${index}`));
  await intake.post(starts);
  await intake.post([cart({ id: 'urgent' }, 'urgent'), order({ id: 'urgent' }, 'urgent-order', 1)]);
  const temporal = fakeTemporal();
  dispatch(temporal, 1);
  await untilDispatched();
  const place = temporal.calls.findIndex((call) => call.what === 'order.placed');
  expect(place).toBeGreaterThan(0);
  expect(place).toBeLessThan(150);
});

test('nothing is told before its time, by the clock', async () => {
  await intake.post(cart({ id: 'later' }, 'later'));
  await intake.db.update(outbox).set({ notBefore: new Date(intake.clock.now() + 60_000) });
  const temporal = fakeTemporal();
  const dispatcher = dispatch(temporal);
  dispatcher.wake();
  await intake.post(cart({ id: 'now' }, 'now'));
  dispatcher.wake();
  await vi.waitFor(async () => expect((await rows()).map((row) => row.dispatchedAt !== null)).toEqual([false, true]), {
    timeout: 20_000,
  });
  expect(temporal.calls).toHaveLength(1);
  intake.clock.advance(60_000);
  dispatcher.wake();
  await untilDispatched();
});

test('while Temporal is away events are accepted; all of them arrive when it is back, and no attempt is counted', async () => {
  const temporal = fakeTemporal();
  temporal.fail(Object.assign(new Error('connection refused'), { code: 14 }));
  const dispatcher = dispatch(temporal);
  const answer = await intake.post(
    Array.from({ length: 20 }, (_, index) => cart({ id: `away-${index}` }, `away-${index}`)),
  );
  expect(answer.status).toBe(202);
  dispatcher.wake();
  await vi.waitFor(() => expect(dispatcher.away()).toContain('connection refused'));
  // It backs off: far fewer calls than polls.
  expect(temporal.calls.length).toBeLessThan(100);
  temporal.fail(undefined);
  await untilDispatched();
  expect(dispatcher.away()).toBeUndefined();
  expect((await rows()).every((row) => row.attempts === 0)).toBe(true);
});

test('a row that can never be delivered is a dead letter, shown, and blocks nobody', async () => {
  await intake.post([cart({ id: 'poison' }, 'poison'), cart({ id: 'fine' }, 'fine')]);
  const [poison] = await rows();
  const temporal = fakeTemporal();
  temporal.fail(Object.assign(new Error('invalid search attribute'), { code: 3 }), poison!.customerId);
  dispatch(temporal).wake();
  await vi.waitFor(async () => expect((await rows())[0]?.deadAt).not.toBeNull());
  const [dead, fine] = await rows();
  expect(dead).toMatchObject({ dispatchedAt: null, lastError: 'Error: invalid search attribute' });
  expect(fine?.dispatchedAt).not.toBeNull();
});

test('a row that fails by itself is tried again later, and the customer’s next rows go on', async () => {
  await intake.post([cart({ id: 'flaky' }, 'flaky-1'), cart({ id: 'flaky' }, 'flaky-2')]);
  const temporal = fakeTemporal();
  temporal.fail(new Error('odd'), undefined, 1);
  const dispatcher = dispatch(temporal);
  dispatcher.wake();
  await vi.waitFor(async () =>
    expect((await rows()).map((row) => [row.attempts, row.dispatchedAt !== null])).toEqual([
      [1, false],
      [0, true],
    ]),
  );
  intake.clock.advance(10_000);
  dispatcher.wake();
  await untilDispatched();
});

test('stopping ends after the rows in work, and loses none', async () => {
  await intake.post(Array.from({ length: 40 }, (_, index) => cart({ id: `drain-${index}` }, `drain-${index}`)));
  const temporal = fakeTemporal({ delayMillis: 20 });
  dispatch(temporal).wake();
  await vi.waitFor(() => expect(temporal.calls.length).toBeGreaterThan(0));
  await stopAll();
  const dispatched = (await rows()).filter((row) => row.dispatchedAt).length;
  expect(dispatched).toBe(temporal.calls.length);
});
