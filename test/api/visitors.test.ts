import { and, eq, isNull } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordClaims } from '../../db/customers/claims.ts';
import { cartId } from '../../db/ids.ts';
import { carts, customerAliases, customerClaims, customers, inbox, purchases, runs } from '../../db/schema/index.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { noon, store, useIntake } from './intake-server.ts';
import { cart, order, told } from './told.ts';

const intake = useIntake();

const customerOf = async (value: string) =>
  (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, value)))[0]!.customerId;
const liveOf = async (external: string) =>
  intake.db
    .select()
    .from(runs)
    .where(and(eq(runs.subject, cartId(store, external)), isNull(runs.exitEvent)));
const logIn = (id: string, anonymousId: string, minutes = 10) =>
  told('customer.updated', { id, anonymousId }, {}, minutes);

test.each(['new', 'known'])(
  'a visitor who logs in to a %s account brings cart, views and run along',
  async (account) => {
    const [id, visitor, name] = [`ada-${account}`, `visitor-${account}`, `visited-${account}`];
    if (account === 'known') await intake.post(told('customer.created', { id, email: `${id}@shop.example` }, {}));
    await intake.post([
      cart({ anonymousId: visitor }, name),
      told('product.viewed', { anonymousId: visitor }, { productId: 'sku-9' }),
    ]);
    await intake.post(logIn(id, visitor));
    const ada = await customerOf(id);
    expect(await customerOf(visitor)).toBe(ada);
    expect(await liveOf(name)).toMatchObject([{ customerId: ada }]);
    expect(await intake.db.select().from(carts).where(eq(carts.externalId, name))).toMatchObject([{ customerId: ada }]);
    const views = await intake.db
      .select()
      .from(inbox)
      .where(and(eq(inbox.customerId, ada), eq(inbox.type, 'product.viewed')));
    expect(views).toHaveLength(1);
    await intake.post(order({ id }, `order-${account}`, 12));
    expect(await liveOf(name)).toEqual([]);
  },
);

test('an order that names account and visitor at once stops the visitor’s run', async () => {
  await intake.post([told('customer.created', { id: 'bob' }, {}), cart({ anonymousId: 'v-bob' }, 'v-bob-cart')]);
  await intake.post(order({ id: 'bob', anonymousId: 'v-bob' }, 'bob-order', 5));
  expect(await liveOf('v-bob-cart')).toEqual([]);
  const bob = await customerOf('bob');
  expect(await customerOf('v-bob')).toBe(bob);
  expect(await intake.db.select().from(purchases).where(eq(purchases.customerId, bob))).toHaveLength(1);
});

test('what was bought before the log-in stops what the visitor left in a cart before that', async () => {
  await intake.post([cart({ anonymousId: 'v-eve' }, 'v-eve-cart'), order({ id: 'eve' }, 'eve-order', 5)]);
  expect(await liveOf('v-eve-cart')).toHaveLength(1);
  await intake.post(logIn('eve', 'v-eve'));
  expect(await liveOf('v-eve-cart')).toEqual([]);
});

test('the same cart told by browser and shop keeps one run after the log-in', async () => {
  await intake.post([cart({ id: 'dan' }, 'shared'), cart({ anonymousId: 'v-dan' }, 'shared', 3)]);
  expect(await liveOf('shared')).toHaveLength(2);
  await intake.post(logIn('dan', 'v-dan'));
  expect(await liveOf('shared')).toHaveLength(1);
});

test('an account of somebody else on the same device is not merged', async () => {
  await intake.post([logIn('first', 'device'), cart({ id: 'first' }, 'first-cart')]);
  await intake.post(logIn('second', 'device', 20));
  expect(await customerOf('first')).not.toBe(await customerOf('second'));
  expect(await customerOf('device')).toBe(await customerOf('first'));
  expect(await liveOf('first-cart')).toHaveLength(1);
});

test('a guest with an address is not merged by a log-in on the same device: the address may be another’s', async () => {
  await intake.post(
    told('newsletter.subscribed', { anonymousId: 'kiosk', email: 'guest@shop.example' }, { source: 'kiosk' }),
  );
  await intake.post(told('customer.created', { id: 'gil' }, {}));
  await intake.post(logIn('gil', 'kiosk'));
  expect(await customerOf('gil')).not.toBe(await customerOf('guest@shop.example'));
});

test('cart, log-in and order in any order end alike: one customer, nothing left to send', async () => {
  let world = 0;
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), async (arrivals) => {
      const name = `any-${(world += 1)}`;
      const events = [
        told('customer.created', { id: name }, {}),
        cart({ anonymousId: `v-${name}` }, `${name}-cart`),
        logIn(name, `v-${name}`, 5),
        order({ id: name }, `${name}-order`, 8),
      ];
      for (const index of arrivals) await intake.post(events[index]);
      expect(await customerOf(`v-${name}`)).toBe(await customerOf(name));
      expect(await liveOf(`${name}-cart`)).toEqual([]);
      const owned = await intake.db
        .select()
        .from(carts)
        .where(eq(carts.externalId, `${name}-cart`));
      expect(owned).toMatchObject([{ customerId: await customerOf(name) }]);
    }),
    { numRuns: 24 },
  );
});

const claim = async (visitor: string, value: string, at = noon): Promise<CustomerId> => {
  await intake.post(cart({ anonymousId: visitor }, `${visitor}-cart`));
  const customer = await customerOf(visitor);
  await recordClaims(intake.db, { store, customer, at: new Date(at) }, [{ kind: 'email', value }]);
  return customer;
};

test('who claims an address is stopped by an order of that address, and gets nothing else of it', async () => {
  const visitor = await claim('claimer', 'fay@shop.example');
  await intake.post([
    told('newsletter.subscribed', { id: 'fay', email: 'fay@shop.example' }, { source: 'footer' }),
    cart({ id: 'fay' }, 'fay-cart'),
  ]);
  expect(await liveOf('claimer-cart')).toHaveLength(1);
  await intake.post(order({ email: 'fay@shop.example' }, 'fay-order', 5));
  expect(await liveOf('claimer-cart')).toEqual([]);
  expect(await customerOf('fay@shop.example')).toBe(await customerOf('fay'));
  expect(await customerOf('fay')).not.toBe(visitor);
  const names = await intake.db.select().from(customerAliases).where(eq(customerAliases.customerId, visitor));
  expect(names.map(({ kind }) => kind)).toEqual(['anonymous']);
});

test('a claim makes nobody the owner: the first event that names the address mints another customer', async () => {
  const visitor = await claim('early', 'new@shop.example');
  await intake.post(told('customer.created', { email: 'new@shop.example' }, { firstName: 'New' }));
  expect(await customerOf('new@shop.example')).not.toBe(visitor);
  const [row] = await intake.db.select().from(customers).where(eq(customers.id, visitor));
  expect(row?.firstName).toBeNull();
});

test('claims are kept as hashes, the newest of a kind, and go with the log-in; a crowd of claimants is bounded', async () => {
  const visitor = await claim('changing', 'one@shop.example');
  await claim('changing', 'two@shop.example', noon + 1);
  const kept = await intake.db.select().from(customerClaims).where(eq(customerClaims.customerId, visitor));
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain('shop.example');
  await intake.post([told('customer.created', { id: 'cleo' }, {}), logIn('cleo', 'changing')]);
  expect(await intake.db.select().from(customerClaims).where(eq(customerClaims.customerId, visitor))).toEqual([]);

  for (let index = 0; index < 25; index++) await claim(`crowd-${index}`, 'crowd@shop.example', noon + index);
  await intake.post(order({ email: 'crowd@shop.example' }, 'crowd-order', 5));
  const bought = await intake.db.select().from(purchases);
  const owners = bought.filter(({ orderId }) => orderId === bought.at(-1)!.orderId);
  expect(owners).toHaveLength(21);
});
