import { Client, Connection } from '@temporalio/client';
import { and, eq, getTableName, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { readFacts } from '../../db/facts/read-facts.ts';
import { exportPerson } from '../../db/personal-data/export-person.ts';
import { takeErasure } from '../../db/personal-data/erasures.ts';
import { places } from '../../db/personal-data/places.ts';
import { auditLog, customerAliases, customers, erasures, messages, runs, suppressions } from '../../db/schema/index.ts';
import { takeTurn } from '../../worker/erasure/take-turn.ts';
import { addKey, cartSpec, handClock, noon, store, testNameHash, useIntake } from '../api/intake-server.ts';
import { dumpTables, tablesWith } from './dump.ts';
import { canaryShopper, lifeOf, plantLedger } from './planted.ts';
import { arrives, fillsCart, product, type Shopper } from './shopper.ts';

const cartOffer = { name: 'cart-offer', about: 'offer', arms: { none: 50, cartTen: 50 }, control: 'none' } as const;
const intake = useIntake([{ ...cartSpec, experiments: [cartOffer] }]);
const key = makeApiKey();
const hour = 3_600_000;
let connection: Connection;
let told = 0;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  await addKey(intake.db, store, key, { scopes: ['erase'] });
  await tell(product('lamp', 'Lamp'));
});
afterAll(async () => connection.close());

/** Posts events, each an hour before the last unless it says when. */
const tell = async (...events: readonly object[]) => {
  const answer = await intake.post(
    events.map((event) => ({ id: `told-${(told += 1)}`, occurredAt: new Date(noon - hour).toISOString(), ...event })),
  );
  expect(answer.status).toBe(202);
  expect(answer.body.events.filter(({ fate }) => fate === 'invalid')).toEqual([]);
  return answer.body.events;
};

const ask = async (path: string, body?: object) => {
  const response = await intake.request(path, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** Lets the worker's part of every open erasure run to its end. */
const carryOut = async (): Promise<void> => {
  const client = new Client({ connection, namespace: 'relance' });
  // An hour after the requests: no send can be under way any more.
  const realClock = handClock(Date.now() + hour);
  const deps = { db: intake.db, client, nameHash: testNameHash, clock: intake.clock, realClock, sendMillis: 10_000 };
  for (;;) {
    realClock.advance(2_000);
    const row = await takeErasure(intake.db, new Date(realClock.now()), 60_000);
    if (!row) return;
    await takeTurn(deps, row);
  }
};

const live = async (canary: string): Promise<Shopper> => {
  const shopper = canaryShopper(canary);
  await tell(...lifeOf(shopper, canary));
  await plantLedger(intake.db, shopper, canary);
  return shopper;
};

test('an erasure leaves nothing of a person in any table, and a receipt that says how much there was', async () => {
  const shopper = await live('kestrel');
  // The canary stands in every place: a place that the test does not fill would prove nothing.
  const idsOnly = [
    'advocates',
    'assignments',
    'clicks',
    'customer_claims',
    'intents',
    'interests',
    'kept_links',
    'last_contacts',
    'occasions',
    'offer_redemptions',
    'order_statistics',
    'outbox',
    'product_purchase_days',
    'purchase_days',
    'purchases',
    'runs',
    'score_crossings',
    'score_levels',
    'scores',
    'segment_changes',
    'segment_standings',
    'segment_stays',
    'signals',
    'service_cases',
    'test_sends',
  ];
  const before = await tablesWith(intake.db, ['kestrel', shopper.phone!]);
  const names = places.map(({ table }) => getTableName(table)).filter((name) => !idsOnly.includes(name));
  expect(before.filter((name) => names.includes(name)).toSorted()).toEqual(names.toSorted());

  const asked = await ask('/v1/customers/erase', { email: 'Kestrel@Canary.example' });
  expect(asked).toMatchObject({ status: 202, body: { state: 'open', closedAt: null } });
  await carryOut();

  expect(await tablesWith(intake.db, ['kestrel', shopper.phone!.slice(3)])).toEqual([]);
  const receipt = await ask(`/v1/erasures/${String(asked.body['id'])}`);
  expect(receipt).toMatchObject({
    status: 200,
    body: {
      state: 'closed',
      waitsFor: null,
      verifiedAt: expect.any(String),
      requestedBy: expect.stringMatching(/^key:/),
      counts: {
        customers: 1,
        customer_aliases: 3,
        customer_claims: 1,
        allowlist: 1,
        assignments: 1,
        intents: 1,
        interests: 1,
        confirmations: 1,
        kept_links: 1,
        consents: 1,
        last_contacts: 4,
        carts: 2,
        orders: 1,
        purchases: 1,
        parcels: 1,
        handovers: 1,
        occasions: 2,
        loyalty_accounts: 1,
        news_requests: 1,
        service_cases: 1,
        advocates: 1,
        segment_standings: 1,
        segment_stays: 1,
        offer_codes: 1,
        offer_redemptions: 1,
        messages: 1,
        local_outbox: 1,
        provider_events: 1,
        clicks: 1,
        short_links: 1,
        inbox: 7,
        test_sends: 1,
        runs: 1,
        outbox: 2,
      },
    },
  });
  const [act] = await intake.db.select().from(auditLog).where(eq(auditLog.act, 'customer.erased'));
  expect(act).toMatchObject({ subject: `customer/${String(asked.body['customer'])}`, storeId: store });
  expect(await ask('/v1/customers/export', { id: shopper.id })).toMatchObject({ status: 404 });
});

test('an export holds everything from the same places; after the erasure it is empty', async () => {
  const shopper = await live('osprey');
  const { status, body } = await ask('/v1/customers/export', { id: shopper.id });
  expect(status).toBe(200);
  const data = body['data'] as Record<string, readonly Record<string, unknown>[]>;
  const counts = Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, rows.length]));
  expect(counts).toEqual({
    profile: 1,
    claims: 1,
    names: 3,
    allowlist: 1,
    confirmations: 1,
    consents: 1,
    contacts: 4,
    suppressions: 3,
    events: 6,
    carts: 2,
    orders: 1,
    'order statistics': 1,
    parcels: 1,
    'deliveries and pick-ups': 1,
    'yearly days': 2,
    loyalty: 1,
    'categories asked for': 1,
    'service cases': 1,
    'offer codes': 1,
    'offer redemptions': 1,
    experiments: 1,
    intents: 1,
    interests: 1,
    journeys: 1,
    scores: 1,
    signals: 1,
    'score crossings': 1,
    segments: 1,
    'segment history': 1,
    'referrals and reviews': 1,
    messages: 1,
    deliveries: 1,
    clicks: 1,
    unplaced: 1,
  });
  expect(data['messages']![0]!['frozen']).toMatchObject({ to: shopper.email, text: 'osprey' });
  expect(data['profile']![0]).toMatchObject({ birthday: '05-14' });
  expect(data['consents']![0]!['proof']).toEqual({ address: shopper.email });
  expect(data['messages']![0]).not.toHaveProperty('linkToken');

  await ask('/v1/customers/erase', { phone: shopper.phone!.replace('+336', '00 33 (0)6 ').replace('(0)', '') });
  await carryOut();
  const [row] = await intake.db
    .select()
    .from(erasures)
    .where(eq(erasures.customerId, body['customer'] as never));
  const person = { store, customers: [row!.customerId], erased: { names: row!.names, hash: testNameHash } };
  expect(Object.values(await exportPerson(intake.db, person)).flat()).toEqual([]);
});

test('a hash is the same whether we or PostgreSQL compute it', async () => {
  const texts = ['ada@shop.example', '', "O'Brien", 'é€😀', 'x'.repeat(500)];
  for (const value of texts) {
    const [row] = await intake.db.execute<{ hash: string }>(
      sql`select ${testNameHash.inSql(sql`${store}::text`, sql`'email'::text`, sql`${value}::text`)} as hash`,
    );
    expect(row!.hash).toBe(testNameHash.of(store, 'email', value));
  }
});

test('asked for again, by any of the names, it is the same erasure; of nobody it is a 404', async () => {
  const shopper = await live('heron');
  const first = await ask('/v1/customers/erase', { id: shopper.id });
  for (const again of [{ id: shopper.id }, { email: shopper.email }, { phone: shopper.phone }]) {
    expect((await ask('/v1/customers/erase', again)).body['id']).toBe(first.body['id']);
  }
  await carryOut();
  expect(await ask('/v1/customers/erase', { email: shopper.email })).toMatchObject({
    status: 202,
    body: { id: first.body['id'], state: 'closed' },
  });
  expect(await ask('/v1/customers/erase', { email: 'nobody@canary.example' })).toMatchObject({ status: 404 });
});

test('twenty requests at once are one erasure', async () => {
  const shopper = await live('falcon');
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => ask('/v1/customers/erase', { email: shopper.email })),
  );
  expect(new Set(answers.map(({ status, body }) => `${status} ${String(body['id'])}`)).size).toBe(1);
  await carryOut();
});

test('a store that tells an event again does not bring the person back', async () => {
  const shopper = canaryShopper('merlin');
  const events = arrives(shopper).map((event, index) => ({ ...event, id: `merlin-event-${index}` }));
  await tell(...events);
  await ask('/v1/customers/erase', { id: shopper.id });
  await carryOut();
  expect((await tell(...events)).map(({ fate }) => fate)).toEqual(['duplicate', 'duplicate']);
  expect(await tablesWith(intake.db, ['merlin'])).toEqual([]);
});

test('a person who comes back with an old consent stays suppressed', async () => {
  const shopper = await live('buzzard');
  await ask('/v1/customers/erase', { id: shopper.id });
  await carryOut();
  // An older list of consents is imported; then the person fills a cart.
  await tell(...arrives(shopper), fillsCart(shopper, 'cart-buzzard-3', 'lamp'));
  const suppressed = await suppressedFor(shopper);
  expect(suppressed).toMatchObject([
    { reason: 'erased', at: new Date(noon), until: null },
    { reason: 'unsubscribed', at: new Date(noon), until: null },
  ]);
  // Coming back is a new customer, about whom nothing older is known.
  const { body } = await ask('/v1/customers/export', { id: shopper.id });
  expect((body['data'] as Record<string, object[]>)['messages']).toEqual([]);
  await ask('/v1/customers/erase', { id: shopper.id });
  await carryOut();
  expect(await tablesWith(intake.db, ['buzzard'])).toEqual([]);
});

const suppressedFor = async (shopper: Shopper) => {
  const [run] = await intake.db
    .select({ id: runs.id })
    .from(runs)
    .innerJoin(customerAliases, eq(customerAliases.customerId, runs.customerId))
    .where(and(eq(customerAliases.value, shopper.email), eq(runs.state, 'open')));
  const facts = await readFacts(intake.db, {
    run: run!.id,
    journey: 'cartAbandonment',
    now: new Date(),
    channel: 'email',
    purpose: 'marketing',
  });
  return facts!.addresses[0]!.suppressed;
};

test('whoever was merged into the person is erased with them', async () => {
  const shopper = canaryShopper('harrier');
  const guest = canaryShopper('harrier-guest');
  await tell(...arrives(shopper), ...arrives(guest), fillsCart(guest, 'cart-harrier', 'lamp'));
  await tell({ type: 'customer.merged', customer: { id: shopper.id }, data: { from: { id: guest.id } } });
  await ask('/v1/customers/erase', { id: guest.id });
  await carryOut();
  expect(await tablesWith(intake.db, ['harrier'])).toEqual([]);
  const rows = await intake.db.select().from(customers).where(eq(customers.firstName, 'Nameharrier'));
  expect(rows).toEqual([]);
});

test('a neighbour keeps everything', async () => {
  const shopper = await live('kite');
  const neighbour = canaryShopper('sparrow');
  await tell(...lifeOf(neighbour, 'sparrow'));
  const before = (await dumpTables(intake.db))['inbox']!.filter((row) => row.includes('sparrow'));
  await ask('/v1/customers/erase', { id: shopper.id });
  await carryOut();
  const { body } = await ask('/v1/customers/export', { id: neighbour.id });
  expect((body['data'] as Record<string, object[]>)['events']).toHaveLength(6);
  expect((await dumpTables(intake.db))['inbox']!.filter((row) => row.includes('sparrow'))).toEqual(before);
});

test.each([
  ['nobody', {}],
  ['two names', { id: 'a', email: 'a@b.example' }],
  ['no address', { email: 'a' }],
  ['another field', { id: 'a', store: 'other' }],
  ['NUL', { id: 'a\u0000' }],
])('a request that names %s is a 422 and changes nothing', async (_, body) => {
  const before = await dumpTables(intake.db);
  for (const path of ['/v1/customers/erase', '/v1/customers/export']) {
    expect(await ask(path, body)).toMatchObject({ status: 422, body: { error: { code: 'invalid_customer' } } });
  }
  const { api_keys: _used, ...after } = await dumpTables(intake.db);
  expect(after).toEqual(Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'api_keys')));
});

test('rows that are written behind an erasure’s back are found by its search and erased too', async () => {
  const shopper = await live('goshawk');
  const asked = await ask('/v1/customers/erase', { id: shopper.id });
  // A webhook that knew the address from before, and a record of a send that was under way.
  await intake.db
    .insert(suppressions)
    .values({ storeId: store, channel: 'email', address: shopper.email, reason: 'bounced', at: new Date(noon) });
  await carryOut();
  expect(await tablesWith(intake.db, ['goshawk'])).toEqual([]);
  const [row] = await intake.db
    .select()
    .from(messages)
    .where(eq(messages.customerId, asked.body['customer'] as never));
  expect(row).toMatchObject({ state: 'accepted', providerId: `erased/${row!.id}`, frozen: null });
});
