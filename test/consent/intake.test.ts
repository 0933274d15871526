import { and, eq, isNull } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { exportCustomer } from '../../api/privacy/export-customer.ts';
import { cartId } from '../../db/ids.ts';
import { readFacts } from '../../db/facts/read-facts.ts';
import { consents, customerAliases, lastContacts, orders, runs } from '../../db/schema/index.ts';
import { decidingAct, isProven } from '../../domain/consent.ts';
import { cart, order, told } from '../api/told.ts';
import { noon, store, useIntake } from '../api/intake-server.ts';

const intake = useIntake();
const minute = 60_000;

const customerOf = async (value: string) =>
  (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, value)))[0]!.customerId;

/** What the gate would see of the run about a cart. */
const factsOf = async (external: string) => {
  const [run] = await intake.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.subject, cartId(store, external)), isNull(runs.exitEvent)));
  return (await readFacts(intake.db, {
    run: run!.id,
    journey: 'cartAbandonment',
    now: new Date(noon),
    channel: 'email',
    purpose: 'marketing',
  }))!;
};
const mayWrite = async (external: string) => {
  const { consents: acts } = await factsOf(external);
  const act = decidingAct(
    acts.map(({ at, proof, ...one }) => ({ ...one, at: at.getTime(), proven: isProven(proof) })),
    'reminders',
  );
  return act?.state ?? 'none';
};

const proof = {
  who: 'the customer',
  how: 'box ticked',
  wording: 'Send me offers by e-mail',
  version: '3',
  formUrl: 'https://shop.example/checkout',
  ip: '192.0.2.7',
};
const agrees = (customer: object, state: 'granted' | 'withdrawn', minutes: number, more: object = {}) =>
  told(
    'customer.consent_changed',
    customer,
    { channel: 'email', purpose: 'marketing', state, source: 'checkout', ...more },
    minutes,
  );

beforeAll(() => intake.clock.set(noon + 60 * minute));

test('R194 every act is kept with its proof, withdrawals too, and an export has them as they were told', async () => {
  const ada = { id: 'ada', email: 'ada@consent.example' };
  await intake.post([
    agrees(ada, 'granted', 0, { proof }),
    agrees(ada, 'withdrawn', 5, { list: 'newsletter', proof: { how: 'button' } }),
    agrees(ada, 'withdrawn', 9),
    agrees(ada, 'granted', 12, { proof: { ...proof, version: '4' } }),
  ]);
  const data = (await exportCustomer(
    { db: intake.db, clock: intake.clock },
    store,
    { kind: 'id', value: 'ada' },
    'command:test',
  ))!.data;
  expect(
    (data['consents'] as (typeof consents.$inferSelect)[])
      .map(({ at, state, list, source, proof: kept }) => ({
        at: (at.getTime() - noon) / minute,
        state,
        list,
        source,
        proof: kept,
      }))
      .toSorted((a, b) => a.at - b.at),
  ).toEqual([
    { at: 0, state: 'granted', list: '', source: 'checkout', proof },
    { at: 5, state: 'withdrawn', list: 'newsletter', source: 'checkout', proof: { how: 'button' } },
    { at: 9, state: 'withdrawn', list: '', source: 'checkout', proof: {} },
    { at: 12, state: 'granted', list: '', source: 'checkout', proof: { ...proof, version: '4' } },
  ]);
});

test('an address that only matched grants nothing: the consent is its giver’s alone', async () => {
  const shared = 'shared@consent.example';
  await intake.post([
    agrees({ id: 'giver', email: shared }, 'granted', 0),
    cart({ id: 'other', email: shared }, 'other-cart', 1),
    cart({ id: 'giver' }, 'giver-cart', 1),
  ]);
  expect(await mayWrite('giver-cart')).toBe('granted');
  expect(await mayWrite('other-cart')).toBe('none');
});

test('a sale to another account with the same address is no sale to this one', async () => {
  const shared = 'gift@consent.example';
  const sale = order({ id: 'buyer', email: shared }, 'gift-order', 0);
  await intake.post([
    { ...sale, data: { ...(sale['data'] as object), marketingNotice: { email: 'given' } } },
    cart({ id: 'lurker', email: shared }, 'lurker-cart', 50),
    cart({ id: 'buyer' }, 'buyer-cart', 50),
  ]);
  expect((await factsOf('buyer-cart')).sales).toHaveLength(1);
  expect((await factsOf('lurker-cart')).sales).toEqual([]);
});

test('of two customers who became one the newest act of either holds, list by list', async () => {
  await intake.post([
    agrees({ id: 'm1', email: 'm1@consent.example' }, 'granted', 0),
    agrees({ id: 'm2', email: 'm2@consent.example' }, 'withdrawn', 5, { list: 'reminders' }),
    cart({ id: 'm1' }, 'm1-cart', 6),
  ]);
  expect(await mayWrite('m1-cart')).toBe('granted');
  await intake.post(told('customer.merged', { id: 'm1' }, { from: { id: 'm2' } }, 10));
  expect(await mayWrite('m1-cart')).toBe('withdrawn');
  // And the newest contact of either.
  const contacts = await intake.db
    .select()
    .from(lastContacts)
    .where(eq(lastContacts.customerId, await customerOf('m1')));
  expect(Object.fromEntries(contacts.map(({ kind, at }) => [kind, (at.getTime() - noon) / minute]))).toEqual({
    cart: 6,
    consent: 0,
  });
});

test('who objects at the sale is written to no more, whatever they had agreed to before', async () => {
  const bob = { id: 'bob', email: 'bob@consent.example' };
  await intake.post([agrees(bob, 'granted', 0), cart(bob, 'bob-cart', 40)]);
  const sale = order(bob, 'bob-order', 5);
  await intake.post({
    ...sale,
    data: { ...(sale['data'] as object), marketingNotice: { email: 'objected', version: '2' } },
  });
  const [newest] = await intake.db
    .select()
    .from(consents)
    .where(and(eq(consents.customerId, await customerOf('bob')), eq(consents.state, 'withdrawn')));
  expect(newest).toMatchObject({
    source: 'order',
    proof: { how: 'objected when the address was collected', version: '2' },
  });
  const [row] = await intake.db.select().from(orders).where(eq(orders.externalId, 'bob-order'));
  expect(row!.marketingNotice).toMatchObject({ email: { state: 'objected', version: '2' } });
  expect(JSON.stringify(row!.marketingNotice)).not.toContain('@');
});

test('R210 what people do themselves is a contact; what the store does, a view and a withdrawal are none', async () => {
  const eve = { id: 'eve', email: 'eve@consent.example' };
  await intake.post([
    told('customer.created', eve, {}, 0),
    told('customer.logged_in', eve, {}, 3),
    told('customer.logged_in', eve, {}, 2),
    told('form.submitted', eve, { formId: 'quiz' }, 4),
    cart(eve, 'eve-cart', 5),
    order(eve, 'eve-order', 6),
    told('ticket.opened', eve, { ticketId: 't' }, 7),
    told('order.shipped', eve, { orderId: 'eve-order', parcelId: 'p' }, 8),
    told('customer.updated', eve, { locale: 'fr' }, 9),
    told('page.viewed', eve, { page: 'home' }, 10),
    agrees(eve, 'withdrawn', 11),
  ]);
  const contacts = await intake.db
    .select()
    .from(lastContacts)
    .where(eq(lastContacts.customerId, await customerOf('eve')));
  expect(Object.fromEntries(contacts.map(({ kind, at }) => [kind, (at.getTime() - noon) / minute]))).toEqual({
    account: 0,
    'log-in': 3,
    form: 4,
    cart: 5,
    purchase: 6,
    service: 7,
  });
});

test.each([
  ['a list that cannot be one', { list: 'My list' }, 'data.list'],
  ['a form that is no address', { proof: { formUrl: 'checkout' } }, 'data.proof.formUrl'],
  [
    'too much proof',
    { proof: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`n${index}`, 'x'])) },
    'data.proof',
  ],
] as const)('%s is refused, named and changes nothing', async (_, more, field) => {
  const { status, body } = await intake.post(agrees({ id: 'nobody' }, 'granted', 0, more));
  expect(status).toBe(422);
  expect(body.error.fields?.map((one) => one.field)).toEqual([field]);
});
