import { and, eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cartId } from '../../db/ids.ts';
import { workflowIdOf } from '../../db/road/runs.ts';
import { carts, consents, customerAliases, customers, outbox, runs } from '../../db/schema/index.ts';
import { store, useIntake } from './intake-server.ts';
import { cart, order, told } from './told.ts';

const intake = useIntake();

const customerOf = async (value: string) =>
  (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, value)))[0]?.customerId;
const liveOf = async (external: string) =>
  intake.db
    .select()
    .from(runs)
    .where(and(eq(runs.subject, cartId(store, external)), isNull(runs.exitEvent)));
const merge = (into: object, from: object, minutes = 10) => told('customer.merged', into, { from }, minutes);

test('Q3 a merge moves aliases, carts, consents and runs, which keep their workflow ids', async () => {
  await intake.post([
    cart({ anonymousId: 'visitor' }, 'merge-1'),
    told('newsletter.subscribed', { anonymousId: 'visitor', email: 'ada@shop.example' }, { source: 'footer' }),
    told('customer.created', { id: 'ada' }, { firstName: 'Ada' }),
  ]);
  const [before] = await liveOf('merge-1');
  await intake.post(merge({ id: 'ada' }, { anonymousId: 'visitor' }));

  const ada = await customerOf('ada');
  expect(await customerOf('visitor')).toBe(ada);
  expect(await customerOf('ada@shop.example')).toBe(ada);
  const [after] = await liveOf('merge-1');
  expect(after).toMatchObject({ id: before!.id, customerId: ada });
  expect(workflowIdOf(after!)).toBe(workflowIdOf(before!));
  expect(await intake.db.select().from(carts).where(eq(carts.customerId, ada!))).toHaveLength(1);
  expect(await intake.db.select().from(consents).where(eq(consents.customerId, ada!))).toMatchObject([
    { channel: 'email', purpose: 'marketing', state: 'granted' },
  ]);
  const [gone] = await intake.db.select().from(customers).where(eq(customers.id, before!.customerId));
  expect(gone?.mergedInto).toBe(ada);
  expect((await intake.post(cart({ anonymousId: 'visitor' }, 'merge-1', 20))).body.events[0]?.fate).toBe('applied');
  expect(await liveOf('merge-1')).toHaveLength(1);
});

test('R15 a merge stops the runs of the one when the other bought', async () => {
  await intake.post([cart({ anonymousId: 'v2' }, 'merge-2'), order({ id: 'bob' }, 'bob-order', 5)]);
  expect(await liveOf('merge-2')).toHaveLength(1);
  await intake.post(merge({ id: 'bob' }, { anonymousId: 'v2' }));
  expect(await liveOf('merge-2')).toEqual([]);
  const [run] = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.subject, cartId(store, 'merge-2')));
  const kinds = await intake.db.select({ kind: outbox.kind }).from(outbox).where(eq(outbox.runId, run!.id));
  expect(kinds.map(({ kind }) => kind)).toEqual(['start', 'exit']);
});

test('two runs of one cart are one after a merge: the one touched last', async () => {
  await intake.post([cart({ id: 'dan' }, 'merge-3'), cart({ anonymousId: 'v3' }, 'merge-3', 3)]);
  expect(await liveOf('merge-3')).toHaveLength(2);
  await intake.post(merge({ id: 'dan' }, { anonymousId: 'v3' }));
  expect(await liveOf('merge-3')).toMatchObject([{ customerId: await customerOf('dan'), episode: 2 }]);
});

test('a merge told before anything of the other is known holds for what comes later', async () => {
  await intake.post(merge({ id: 'eve' }, { id: 'eve-old' }));
  await intake.post(cart({ id: 'eve-old' }, 'merge-4'));
  expect(await liveOf('merge-4')).toMatchObject([{ customerId: await customerOf('eve') }]);
});

const pair = (index: number) => [{ id: `left-${index}` }, { id: `right-${index}` }] as const;

test('opposite merges and orders at the same time end without a deadlock', async () => {
  for (let index = 0; index < 5; index++) {
    const [left, right] = pair(index);
    await intake.post([cart(left, `pair-${index}-l`), cart(right, `pair-${index}-r`)]);
    const answers = await Promise.all([
      intake.post(merge(left, right)),
      intake.post(merge(right, left)),
      intake.post(order(left, `pair-${index}`, 5)),
      intake.post(cart(right, `pair-${index}-r`, 1)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(await customerOf(`left-${index}`)).toBe(await customerOf(`right-${index}`));
    expect([...(await liveOf(`pair-${index}-l`)), ...(await liveOf(`pair-${index}-r`))]).toEqual([]);
  }
});

test('an order by e-mail alone stops the runs of the account with that address', async () => {
  await intake.post([
    told('customer.created', { id: 'zoe', email: 'zoe@shop.example' }, {}),
    cart({ id: 'zoe' }, 'guest-1'),
    order({ email: 'ZOE@shop.example' }, 'guest-order', 5),
  ]);
  expect(await liveOf('guest-1')).toEqual([]);
});

test('a matched address stops, but neither grants consent nor takes over an account', async () => {
  await intake.post([
    told('customer.created', { id: 'first', email: 'shared@shop.example' }, {}),
    cart({ id: 'first' }, 'shared-1'),
    told(
      'customer.consent_changed',
      { id: 'second', email: 'shared@shop.example' },
      { channel: 'email', purpose: 'marketing', state: 'granted', source: 'checkout' },
    ),
  ]);
  const [first, second] = [await customerOf('first'), await customerOf('second')];
  expect(second).not.toBe(first);
  expect(await intake.db.select().from(consents).where(eq(consents.customerId, first!))).toEqual([]);
  await intake.post(order({ id: 'second', email: 'shared@shop.example' }, 'shared-order', 5));
  expect(await liveOf('shared-1')).toEqual([]);
});
