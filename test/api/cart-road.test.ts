import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cartId } from '../../db/ids.ts';
import { carts, inbox, outbox, runs } from '../../db/schema/index.ts';
import { noon, store, useIntake } from './intake-server.ts';
import { cart, checkout, emptied, order, told } from './told.ts';

const intake = useIntake();
const minute = 60_000;

const runsOf = async (externalCart: string) =>
  intake.db
    .select()
    .from(runs)
    .where(eq(runs.subject, cartId(store, externalCart)));
const outboxOf = async (run: { id: string } | undefined) =>
  (
    await intake.db
      .select()
      .from(outbox)
      .where(eq(outbox.runId, run!.id as never))
  ).map(({ kind }) => kind);
const fate = async (event: object) => {
  const { status, body } = await intake.post(event);
  expect(status).toBe(202);
  const { fate, reason } = body.events[0]!;
  return reason ? `${fate}: ${reason}` : fate;
};

test('R10 a cart opens one run, due after the idle period, and one start for Temporal', async () => {
  expect(await fate(cart({ id: 'ada' }, 'ada-1'))).toBe('applied');
  const [run, ...others] = await runsOf('ada-1');
  expect(others).toEqual([]);
  expect(run).toMatchObject({ journey: 'cartAbandonment', episode: 1, state: 'open', exitEvent: null });
  expect(+run!.dueAt).toBe(noon + 60 * minute);
  expect(await outboxOf(run)).toEqual(['start']);
  const [kept] = await intake.db.select().from(inbox).where(eq(inbox.customerId, run!.customerId));
  expect(kept).toMatchObject({ type: 'cart.updated', fate: 'applied', ids: { cartId: cartId(store, 'ada-1') } });
});

test('a touch moves the due time and tells Temporal nothing', async () => {
  await fate(cart({ id: 'bob' }, 'bob-1'));
  await fate(cart({ id: 'bob' }, 'bob-1', 10, 3));
  const [run] = await runsOf('bob-1');
  expect(+run!.touchedAt).toBe(noon + 10 * minute);
  expect(+run!.dueAt).toBe(noon + 70 * minute);
  expect(await outboxOf(run)).toEqual(['start']);
});

test('trap 1: R15 Q1 an order stops every live run of the customer, whatever cart it was about', async () => {
  await fate(cart({ id: 'eve' }, 'eve-1'));
  await fate(cart({ id: 'eve' }, 'eve-2', 1));
  expect(await fate(order({ id: 'eve' }, 'eve-order', 5, 'eve-2'))).toBe('applied');
  for (const name of ['eve-1', 'eve-2']) {
    const [run] = await runsOf(name);
    expect(run).toMatchObject({ exitEvent: 'order.placed', exitedAt: new Date(noon + 5 * minute) });
    expect(await outboxOf(run)).toEqual(['start', 'exit']);
  }
});

test('R15 an order told before its cart event starts nothing', async () => {
  await fate(order({ id: 'late' }, 'late-order', 5, 'late-1'));
  expect(await fate(cart({ id: 'late' }, 'late-1', 1))).toBe('ignored: bought');
  expect(await fate(cart({ id: 'late' }, 'late-2', 2))).toBe('ignored: bought');
  expect(await fate(cart({ id: 'late' }, 'late-1', 9))).toBe('ignored: bought');
  expect([...(await runsOf('late-1')), ...(await runsOf('late-2'))]).toEqual([]);
});

test('R19 a checkout is a touch of the run that the cart started, and advances the cart', async () => {
  await fate(cart({ id: 'dan' }, 'dan-1'));
  await fate(checkout({ id: 'dan' }, 'dan-1', 3));
  const found = await runsOf('dan-1');
  expect(found).toHaveLength(1);
  expect(+found[0]!.touchedAt).toBe(noon + 3 * minute);
  const [row] = await intake.db
    .select()
    .from(carts)
    .where(eq(carts.id, cartId(store, 'dan-1')));
  expect(row).toMatchObject({ stage: 'checkout', state: 'open', lines: [{ quantity: 1 }] });
});

test('a cart told without a line is emptied, which stops the run of that cart only', async () => {
  await fate(cart({ id: 'zoe' }, 'zoe-1'));
  await fate(cart({ id: 'zoe' }, 'zoe-2'));
  await fate({ ...cart({ id: 'zoe' }, 'zoe-1', 4), data: { cartId: 'zoe-1', lines: [] } });
  expect((await runsOf('zoe-1'))[0]).toMatchObject({ exitEvent: 'cart.emptied' });
  expect((await runsOf('zoe-2'))[0]).toMatchObject({ exitEvent: null });
  expect(await fate(emptied({ id: 'zoe' }, 'zoe-2', -5))).toBe('ignored: outdated');
  expect((await runsOf('zoe-2'))[0]).toMatchObject({ exitEvent: null });
});

test('R15 Q1 carts, touches and the order at the same time: no run is live once the order was answered', async () => {
  for (let round = 0; round < 15; round++) {
    const customer = { id: `race-${round}`, email: `race-${round}@shop.example` };
    const names = [`race-${round}-a`, `race-${round}-b`];
    await Promise.all([
      fate(cart(customer, names[0]!, 1)),
      fate(order({ email: customer.email }, `race-${round}`, 5, names[1])),
      fate(cart({ id: customer.id }, names[1]!, 2)),
      fate(checkout(customer, names[0]!, 3)),
    ]);
    // The account and its address may have been met apart: any event that names both binds them.
    await fate(told('page.viewed', customer, { page: 'home' }, 4));
    const found = (await Promise.all(names.map(runsOf))).flat();
    expect(found.filter((run) => run.exitEvent === null)).toEqual([]);
    for (const run of found) expect((await outboxOf(run)).toSorted()).toEqual(['exit', 'start']);
  }
});

test('R15 one cart told of two customers at the same time keeps its tombstone', async () => {
  for (let round = 0; round < 25; round++) {
    const name = `shared-${round}`;
    await Promise.all([
      fate(cart({ id: `owner-${round}` }, name, 1)),
      fate(order({ email: `guest-${round}@shop.example` }, name, 30, name)),
      fate(checkout({ anonymousId: `visitor-${round}` }, name, 2)),
    ]);
    const [row] = await intake.db
      .select()
      .from(carts)
      .where(eq(carts.id, cartId(store, name)));
    expect(row).toMatchObject({ state: 'ordered', stage: 'checkout', lines: [{ quantity: 1 }] });
  }
});
