import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { customerAliases, offerCodes, offerRedemptions, policyVersions } from '../../db/schema/index.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { defaultOffers, type OfferPolicy } from '../../domain/policy/offers.ts';
import { addKey, noon, store, useIntake } from './intake-server.ts';
import { cart, told } from './told.ts';

const intake = useIntake();
const key = makeApiKey();
const hour = 3_600_000;

const pooled: OfferPolicy = {
  gives: { kind: 'percent', percent: 10 },
  codes: { from: 'pool' },
  validity: { for: '7 days', ends: 'day' },
  otherwise: 'without',
  whenEmpty: 'without',
  afterChange: 'keep',
  afterReturn: 'spent',
};

beforeAll(async () => {
  await addKey(intake.db, store, key, { scopes: ['read', 'operate'] });
  await intake.db.insert(policyVersions).values({
    id: crypto.randomUUID(),
    storeId: store,
    section: 'offers',
    version: 1,
    body: {
      ...defaultOffers,
      byId: {
        pooled,
        reopened: { ...pooled, afterReturn: 'reopen' },
        made: { ...pooled, codes: { from: 'generated', prefix: 'M-' } },
      },
    },
    effectiveAt: new Date(noon - hour),
    savedBy: 'command:test',
    savedAt: new Date(noon - hour),
  });
});

const ask = async (path: string, body?: object) => {
  const response = await intake.request(path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const customerOf = async (name: string): Promise<CustomerId> => {
  await intake.post(cart({ id: name }, `cart of ${name}`));
  const [alias] = await intake.db.select().from(customerAliases).where(eq(customerAliases.value, name));
  return alias!.customerId;
};

/** A code that a message gave to a customer, valid for an hour. */
const given = async (code: string, name: string, offer = 'pooled'): Promise<CustomerId> => {
  const customer = await customerOf(name);
  await intake.db.insert(offerCodes).values({
    id: crypto.randomUUID(),
    storeId: store,
    offer,
    code,
    source: 'pool',
    state: 'given',
    customerId: customer,
    terms: { gives: pooled.gives, validity: pooled.validity },
    reservedAt: new Date(noon),
    givenAt: new Date(noon),
    expiresAt: new Date(noon + hour),
    createdAt: new Date(noon),
  });
  return customer;
};

const buys = async (name: string, order: string, codes: readonly string[], minutes = 1) =>
  intake.post(
    told(
      'order.placed',
      { id: name },
      {
        orderId: order,
        lines: [{ productId: 'sku', quantity: 1, unitPrice: { amount: 1_000, currency: 'EUR' } }],
        total: { amount: 900, currency: 'EUR' },
        codes,
      },
      minutes,
    ),
  );

const state = async (code: string) =>
  (await intake.db.select().from(offerCodes).where(eq(offerCodes.code, code)))[0]!.state;

test('a pool is filled once, however often the request is sent, and by nobody for an offer without one', async () => {
  const codes = ['P-1', 'P-2', 'P-2'];
  const first = await Promise.all([1, 2, 3].map(async () => ask('/v1/offers/pooled/codes', { codes })));
  expect(first.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(first.reduce((sum, { body }) => sum + Number(body['added']), 0)).toBe(2);
  expect((await ask('/v1/offers/pooled/codes', { codes: ['P-2', 'P-3'] })).body).toEqual({
    offer: 'pooled',
    added: 1,
    known: 1,
    elsewhere: 0,
  });
  expect((await ask('/v1/offers/reopened/codes', { codes: ['P-1'] })).body).toMatchObject({ added: 0, elsewhere: 1 });
  expect(await ask('/v1/offers/made/codes', { codes: ['P-9'] })).toMatchObject({
    status: 409,
    body: { error: { code: 'no_pool' } },
  });
  expect(await ask('/v1/offers/toString/codes', { codes: ['P-9'] })).toMatchObject({ status: 404 });
});

test.each([[[]], [['two words']], [['']], [['x'.repeat(41)]], ['P-1']])(
  'codes such as %j are refused and named',
  async (codes) => {
    expect(await ask('/v1/offers/pooled/codes', { codes })).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid_body', fields: [{ field: expect.stringMatching(/^codes/) }] } },
    });
  },
);

test('a code holds until its printed end, to the millisecond, and is told so', async () => {
  await given('END-1', 'eve');
  for (const [at, expected] of [
    [noon + hour, 'valid'],
    [noon + hour + 1, 'expired'],
  ] as const) {
    intake.clock.set(at);
    expect((await ask('/v1/offers/codes/END-1')).body).toMatchObject({
      offer: 'pooled',
      state: expected,
      gives: pooled.gives,
    });
  }
  expect(await ask('/v1/offers/codes/END-1/redeem', { orderId: 'late' })).toMatchObject({
    status: 409,
    body: { error: { code: 'code_expired' } },
  });
  intake.clock.set(noon);
  expect((await ask('/v1/offers/codes/P-3')).body).toMatchObject({ state: 'not_given' });
  expect((await ask('/v1/offers/codes/NO-SUCH')).status).toBe(404);
});

test('R274 a code is used once: by its customer, for one order; asked again for that order it is the same answer', async () => {
  await given('ONCE-1', 'ada');
  await customerOf('bob');
  expect(await ask('/v1/offers/codes/ONCE-1/redeem', { orderId: 'o-bob', customer: { id: 'bob' } })).toMatchObject({
    status: 409,
    body: { error: { code: 'code_of_another' } },
  });
  const all = await Promise.all(
    ['o-1', 'o-1', 'o-2', 'o-3'].map(async (orderId) =>
      ask('/v1/offers/codes/ONCE-1/redeem', { orderId, customer: { id: 'ada' } }),
    ),
  );
  const done = all.filter(({ status }) => status === 200);
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200, 409]));
  expect([1, 2]).toContain(done.length);
  expect(await ask('/v1/offers/codes/ONCE-1/redeem', { orderId: 'o-9' })).toMatchObject({
    status: 409,
    body: { error: { code: 'code_used' } },
  });
  const rows = await intake.db.select().from(offerRedemptions);
  expect(rows.filter(({ stranger }) => !stranger).length).toBe(1);
  expect(await state('ONCE-1')).toBe('redeemed');
});

test('R262 an order that tells its codes redeems them; told twice it is once, and foreign codes are none of ours', async () => {
  const ada = await given('ORDER-1', 'ann');
  await buys('ann', 'order-ann', ['ORDER-1', 'SHOP ‘20’', 'UNKNOWN']);
  await buys('ann', 'order-ann', ['ORDER-1'], 2);
  expect(await state('ORDER-1')).toBe('redeemed');
  const rows = await intake.db.select().from(offerRedemptions).where(eq(offerRedemptions.customerId, ada));
  expect(rows).toMatchObject([{ stranger: false, reopenedAt: null, at: new Date(noon + 60_000) }]);
});

test('R274 a code that somebody else used is noticed, and its customer cannot use it again', async () => {
  await given('SHARED-1', 'sue');
  await buys('tom', 'order-tom', ['SHARED-1']);
  const tom = await customerOf('tom');
  const rows = await intake.db.select().from(offerRedemptions).where(eq(offerRedemptions.customerId, tom));
  expect(rows).toMatchObject([{ stranger: true }]);
  expect(await ask('/v1/offers/codes/SHARED-1/redeem', { orderId: 'sue-1', customer: { id: 'sue' } })).toMatchObject({
    status: 409,
    body: { error: { code: 'code_used' } },
  });
});

test('an order that came to nothing gives its code back where the offer says so, in whatever order it is told', async () => {
  for (const [offer, expected] of [
    ['reopened', 'given'],
    ['pooled', 'redeemed'],
  ] as const) {
    for (const cancelledFirst of [false, true]) {
      const name = `${offer}-${cancelledFirst}`;
      await given(name, name, offer);
      const tell = [
        async () => buys(name, `order-${name}`, [name]),
        async () => intake.post(told('order.cancelled', { id: name }, { orderId: `order-${name}` }, 5)),
      ];
      for (const one of cancelledFirst ? tell.toReversed() : tell) await one();
      expect([name, await state(name)]).toEqual([name, expected]);
    }
  }
  await intake.post(told('order.delivered', { id: 'reopened-false' }, { orderId: 'order-reopened-false' }, 9));
  expect(await state('reopened-false')).toBe('redeemed');
});
