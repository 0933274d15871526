import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../../api/access/key-text.ts';
import { browserEvents } from '../../../api/browser/read-body.ts';
import { eventTypes, exampleEvent } from '../../../api/docs/event-schemas.ts';
import { cartId } from '../../../db/ids.ts';
import {
  carts,
  consents,
  customerAliases,
  customerClaims,
  customers,
  inbox,
  orders,
  runs,
} from '../../../db/schema/index.ts';
import { addKey, noon, store, useIntake } from '../intake-server.ts';
import { cart, told } from '../told.ts';

const intake = useIntake();
const origin = 'https://shop.example';
const key = makeApiKey('browser');
beforeAll(async () => {
  await addKey(intake.db, store, key, { kind: 'browser', origins: [origin] });
});

let made = 0;
const visitorOf = (name: string) => `rlv_${Buffer.from(name).toString('hex').padStart(32, '0').slice(-32)}`;
const event = (type: string, data: object, more: object = {}) => ({
  id: `e${(made += 1)}`,
  type,
  at: 1_000,
  data,
  ...more,
});
const lines = [{ productId: 'sku-1', quantity: 1, unitPrice: { amount: 3990, currency: 'EUR' } }];
const send = async (
  visitor: string,
  events: readonly unknown[],
  {
    headers = {},
    with: withKey = key,
    more = {},
  }: { headers?: Record<string, string>; with?: string; more?: object } = {},
) => {
  const response = await intake.request(`/v1/browser-events/${withKey}`, {
    method: 'POST',
    headers: { origin, 'content-type': 'text/plain', ...headers },
    body: JSON.stringify({ visitor, sentAt: 1_000, events, ...more }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
};
const customerOf = async (value: string) =>
  (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, value)))[0]?.customerId;
const cartsOf = async (external: string) => intake.db.select().from(carts).where(eq(carts.externalId, external));

test('a page of an allowed origin tells what its visitor does; the answer tells nothing of what is known', async () => {
  const visitor = visitorOf('ada');
  const answer = await send(visitor, [
    event('product.viewed', { productId: 'sku-1' }),
    event('cart.updated', { cartId: 'c1', lines, url: `${origin}/cart/c1` }),
  ]);
  expect([answer.status, answer.body]).toEqual([202, { accepted: 2, refused: [] }]);
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  expect(answer.headers.get('vary')).toContain('Origin');
  expect(await cartsOf(`${visitor}/c1`)).toMatchObject([{ customerId: await customerOf(visitor), state: 'open' }]);
  const [run] = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.subject, cartId(store, `${visitor}/c1`)));
  expect(run).toMatchObject({ customerId: await customerOf(visitor) });
});

test('sent twice it is one event, whatever our clock says meanwhile', async () => {
  const visitor = visitorOf('twice');
  const one = event('product.viewed', { productId: 'sku-1' });
  await send(visitor, [one]);
  intake.clock.advance(5_000);
  expect((await send(visitor, [one])).body).toEqual({ accepted: 1, refused: [] });
  intake.clock.set(noon);
  expect(
    await intake.db
      .select()
      .from(inbox)
      .where(eq(inbox.eventId, `${visitor}/${one.id}`)),
  ).toHaveLength(1);
});

test('a wrong clock of the browser moves nothing: only how long ago it was counts, a day at most', async () => {
  const visitor = visitorOf('clock');
  const at = Date.UTC(2050, 0, 1);
  const sentAt = at + 90_000;
  await send(
    visitor,
    [
      event('page.viewed', { page: 'a' }, { id: 'ago', at }),
      event('page.viewed', { page: 'b' }, { id: 'ahead', at: at * 2 }),
      event('page.viewed', { page: 'c' }, { id: 'old', at: 0 }),
    ],
    { more: { sentAt } },
  );
  const rows = await intake.db
    .select()
    .from(inbox)
    .where(eq(inbox.customerId, (await customerOf(visitor))!));
  const times = Object.fromEntries(rows.map((row) => [row.eventId.split('/')[1], noon - row.occurredAt.getTime()]));
  expect(times).toEqual({ ago: 90_000, ahead: 0, old: 24 * 3_600_000 });
});

test.each(eventTypes.filter((type) => !(browserEvents as readonly string[]).includes(type)))(
  'a browser cannot tell %s',
  async (type) => {
    const visitor = visitorOf(type);
    const { data } = exampleEvent(type) as { data: object };
    const { body } = await send(visitor, [event(type, data)]);
    expect(body).toMatchObject({ accepted: 0, refused: [{ fields: [{ field: 'type' }] }] });
    expect(await customerOf(visitor)).toBeUndefined();
  },
);

test('places no order, grants no consent, joins and changes no profile, whatever it says', async () => {
  await intake.post([
    told('newsletter.subscribed', { id: 'vic', email: 'vic@shop.example' }, { source: 'footer' }),
    told('customer.updated', { id: 'vic', anonymousId: 'vic-device' }, { firstName: 'Vic' }),
    cart({ id: 'vic' }, 'vic-cart'),
  ]);
  const vic = await customerOf('vic');
  const before = await intake.db.select().from(customerAliases).where(eq(customerAliases.customerId, vic!));
  const attacker = visitorOf('attacker');
  const attempts = [
    event('cart.updated', { cartId: 'vic-cart', lines }, { customer: { id: 'vic' } }),
    event('cart.updated', { cartId: 'vic-cart', lines, url: 'https://evil.example/' }),
    event('cart.emptied', { cartId: 'vic-cart' }),
    event('checkout.started', { cartId: 'vic-cart', lines }),
    event('product.viewed', { productId: 'sku-1', customer: { id: 'vic' } }),
  ];
  await send(attacker, attempts, { more: { claims: { id: 'vic', email: 'vic@shop.example', phone: '+33612345678' } } });
  for (const visitor of ['vic', 'vic-device', 'rlv_', '']) {
    expect((await send(visitor, [event('page.viewed', { page: 'x' })])).status).toBe(422);
  }
  expect(await customerOf('vic')).toBe(vic);
  expect(await intake.db.select().from(customerAliases).where(eq(customerAliases.customerId, vic!))).toEqual(before);
  expect(await cartsOf('vic-cart')).toMatchObject([{ customerId: vic, state: 'open', url: null }]);
  const [run] = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.subject, cartId(store, 'vic-cart')));
  expect(run).toMatchObject({ exitEvent: null, customerId: vic });
  const stranger = await customerOf(attacker);
  expect(stranger).not.toBe(vic);
  expect(await intake.db.select().from(customerAliases).where(eq(customerAliases.customerId, stranger!))).toHaveLength(
    1,
  );
  expect(await intake.db.select().from(consents).where(eq(consents.customerId, stranger!))).toEqual([]);
  expect(await intake.db.select().from(orders)).toEqual([]);
  const [profile] = await intake.db.select().from(customers).where(eq(customers.id, vic!));
  expect(profile?.firstName).toBe('Vic');
});

test('an event id of a browser never stands in the way of the store’s own', async () => {
  await send(visitorOf('squatter'), [event('page.viewed', { page: 'x' }, { id: 'order-1042' })]);
  const answer = await intake.post(told('page.viewed', { id: 'own' }, { page: 'y' }, 0, 'order-1042'));
  expect(answer.body.events[0]?.fate).toBe('ignored');
});

test('claims are kept for visitors whom the store has not named, wrong ones are named', async () => {
  const visitor = visitorOf('claims');
  const { body } = await send(visitor, [], { more: { claims: { email: ' Eve@Shop.example ', phone: 'x', age: 3 } } });
  expect(body).toMatchObject({ refused: [{ fields: [{ field: 'claims.phone' }, { field: 'claims.age' }] }] });
  const eve = (await customerOf(visitor))!;
  expect(await intake.db.select().from(customerClaims).where(eq(customerClaims.customerId, eve))).toMatchObject([
    { kind: 'email' },
  ]);
  await intake.post(told('customer.created', { id: 'eve', anonymousId: visitor }, {}));
  await send(visitor, [], { more: { claims: { email: 'other@shop.example' } } });
  const kept = await intake.db
    .select()
    .from(customerClaims)
    .where(and(eq(customerClaims.customerId, eve)));
  expect(kept).toMatchObject([{ at: new Date(noon) }]);
});

test('anonymous cart, log-in told by the server, order: the run is the customer’s, then stops', async () => {
  const visitor = visitorOf('road');
  await send(visitor, [event('cart.updated', { cartId: 'road', lines })]);
  await intake.post(told('customer.created', { id: 'rob', email: 'rob@shop.example' }, {}));
  await intake.post(told('customer.updated', { id: 'rob', anonymousId: visitor }, {}, 1));
  const subject = cartId(store, `${visitor}/road`);
  const runOf = async () => (await intake.db.select().from(runs).where(eq(runs.subject, subject)))[0];
  expect(await runOf()).toMatchObject({ customerId: await customerOf('rob'), exitEvent: null });
  await send(visitor, [event('product.viewed', { productId: 'sku-2' })]);
  const views = await intake.db
    .select()
    .from(inbox)
    .where(eq(inbox.customerId, (await customerOf('rob'))!));
  expect(views.map(({ type }) => type)).toContain('product.viewed');
  const total = { amount: 3990, currency: 'EUR' };
  await intake.post(told('order.placed', { id: 'rob' }, { orderId: 'rob-1', lines, total }, 5));
  expect(await runOf()).toMatchObject({ exitEvent: 'order.placed' });
});

test('another origin, no origin, an unknown, expired, revoked or secret key: one answer, without CORS', async () => {
  const [old, gone] = [makeApiKey('browser'), makeApiKey('browser')];
  await addKey(intake.db, store, old, { kind: 'browser', origins: [origin], expiresAt: new Date(noon) });
  await addKey(intake.db, store, gone, { kind: 'browser', origins: [origin], revokedAt: new Date(noon) });
  const wrong: readonly Parameters<typeof send>[2][] = [
    { headers: { origin: 'https://evil.example' } },
    { headers: { origin: 'https://shop.example.evil.example' } },
    { headers: { origin: 'http://shop.example' } },
    { headers: { origin: 'null' } },
    { headers: { origin: '' } },
    { with: makeApiKey('browser') },
    { with: old },
    { with: gone },
    { with: intake.key },
    { with: 'nonsense' },
  ];
  const answers = await Promise.all(
    wrong.map(async (one) => send(visitorOf('no'), [event('page.viewed', { page: 'x' })], one)),
  );
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401 });
  for (const { headers } of answers) expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(await customerOf(visitorOf('no'))).toBeUndefined();
});

const preflight = async (from: string) =>
  intake.request(`/v1/browser-events/${key}`, {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });

test('the preflight allows what is needed to the allowed origin, and nothing to another', async () => {
  const allowed = await preflight(origin);
  expect(allowed.status).toBe(204);
  expect(Object.fromEntries(allowed.headers)).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'Content-Type',
  });
  const refused = await preflight('https://evil.example');
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, null]);
});

test.each([
  ['21 events', { events: Array.from({ length: 21 }, () => event('page.viewed', { page: 'x' })) }, 422],
  ['a field too many', { customer: { id: 'vic' } }, 422],
  ['17 kB', { events: [event('page.viewed', { page: 'x'.repeat(17_000) })] }, 413],
  ['no visitor', { visitor: undefined }, 422],
])('a body with %s is refused whole', async (_what, more, status) => {
  expect((await send(visitorOf('big'), [], { more })).status).toBe(status);
});

test.each([
  ['a link to another site', { cartId: 'c', lines, url: 'https://evil.example/' }],
  ['51 lines', { cartId: 'c', lines: Array.from({ length: 51 }, () => lines[0]) }],
  ['a NUL', { cartId: 'a\0b', lines }],
  ['a long cart id', { cartId: 'x'.repeat(200), lines }],
])('a cart with %s is refused and its neighbours are not', async (_what, data) => {
  const { body } = await send(visitorOf('neighbour'), [
    event('cart.updated', data),
    event('page.viewed', { page: 'x' }),
  ]);
  expect(body).toMatchObject({ accepted: 1, refused: [{ fields: [{ field: expect.stringMatching(/^data/) }] }] });
});
