import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { apiKeys, carts, inbox } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { addStore, useIntake } from './intake-server.ts';
import { cart, order, told } from './told.ts';

const intake = useIntake();
const ada = { id: 'ada' };

test('a request without a key, or with an unknown one, is refused before its body is read', async () => {
  const response = await intake.request('/v1/events', { method: 'POST', body: '{' });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect((await intake.post('{', makeApiKey())).status).toBe(401);
});

test('keys are kept as hashes only', async () => {
  const rows = await intake.db.select().from(apiKeys);
  expect(JSON.stringify(rows)).not.toContain(intake.key);
});

test('the store comes from the key: the same cart id in two stores is two carts', async () => {
  const other = makeApiKey();
  await addStore(intake.db, 'other' as StoreId, other);
  const event = cart(ada, 'shared');
  await intake.post(event);
  const answer = await intake.post(event, other);
  expect(answer.body.events[0]?.fate).toBe('applied');
  expect(await intake.db.select().from(carts).where(eq(carts.externalId, 'shared'))).toHaveLength(2);
});

test('trap 9: the same event again is a duplicate, which is a success without effect, with other contents a conflict', async () => {
  const event = cart(ada, 'twice');
  await intake.post(event);
  const again = await intake.post(JSON.stringify(event, null, 2));
  expect([again.status, again.body.events[0]?.fate]).toEqual([202, 'duplicate']);
  const other = await intake.post({ ...event, data: { cartId: 'twice', lines: [] } });
  expect([other.status, other.body.events[0]?.fate]).toEqual([409, 'conflict']);
});

test('trap 9: many deliveries of one event at once are applied once', async () => {
  const event = cart({ id: 'crowd', email: 'crowd@shop.example' }, 'crowd');
  const answers = await Promise.all(Array.from({ length: 12 }, async () => intake.post(event)));
  const fates = answers.map(({ body }) => body.events[0]?.fate);
  expect(fates.filter((fate) => fate === 'applied')).toHaveLength(1);
  expect(fates.filter((fate) => fate === 'duplicate')).toHaveLength(11);
});

/** A good event, a bad one, the good one again, and one that no journey uses. */
const batch = (cartId: string) => {
  const good = cart(ada, cartId);
  return [good, { ...good, id: 'bad', type: 'cart.exploded' }, good, told('page.viewed', ada, { page: 'home' })];
};

test('each event of a batch has its own fate, in the order given', async () => {
  for (const body of [batch('batch-1'), { events: batch('batch-2') }]) {
    const answer = await intake.post(body);
    expect(answer.status).toBe(202);
    expect(answer.body.events.map(({ fate, reason }) => reason ?? fate)).toEqual([
      'applied',
      'invalid',
      'duplicate',
      'no_journey',
    ]);
    expect(answer.body.events[1]).toMatchObject({ fields: [{ field: 'type' }] });
  }
});

test('the events of one customer in a batch are applied in their order, however the customer is named', async () => {
  const events = [
    told('customer.created', { id: 'lane', email: 'lane@shop.example' }, { firstName: 'Lane' }),
    cart({ email: 'lane@shop.example' }, 'lane-1'),
    order({ id: 'lane' }, 'lane-order', 0, 'lane-1'),
  ];
  const answer = await intake.post(events);
  expect(answer.body.events.map(({ fate }) => fate)).toEqual(['applied', 'applied', 'applied']);
  const kept = await intake.db
    .select()
    .from(inbox)
    .where(eq(inbox.eventId, String(events[2]!['id'])));
  expect(kept).toMatchObject([{ fate: 'applied' }]);
});

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const withText = (text: string) => JSON.stringify(cart(ada, 'x')).replace('"x"', text);
const bad: readonly [string, unknown, number, string][] = [
  ['not JSON', '{"id"', 400, 'invalid_json'],
  ['nested 5,000 deep', `{"id": ${deep(5000)}}`, 422, 'too_deep'],
  ['an unknown type', told('cart.exploded', ada, {}), 422, 'type'],
  ['no customer', { ...cart(ada, 'x'), customer: {} }, 422, 'customer'],
  ['a field too many', { ...cart(ada, 'x'), extra: 1 }, 422, ''],
  ['__proto__', JSON.stringify(cart(ada, 'x')).replace('{', '{"__proto__": {"admin": true},'), 422, ''],
  ['a NUL', withText('"a\\u0000b"'), 422, 'data.cartId'],
  ['a lone surrogate', withText('"a\\ud800"'), 422, 'data.cartId'],
  ['1e400', JSON.stringify(cart(ada, 'x')).replace('3990', '1e400'), 422, 'data.lines.0.unitPrice.amount'],
  [
    'a fraction of a cent',
    JSON.stringify(cart(ada, 'x')).replace('3990', '39.9'),
    422,
    'data.lines.0.unitPrice.amount',
  ],
  ['a negative quantity', cart(ada, 'x', 0, -1), 422, 'data.lines.0.quantity'],
  ['the year 9999', { ...cart(ada, 'x'), occurredAt: '9999-12-31T23:59:59Z' }, 422, 'occurredAt'],
  ['the year 1971', { ...cart(ada, 'x'), occurredAt: '1971-01-01T00:00:00Z' }, 422, 'occurredAt'],
  ['next week', cart(ada, 'x', 7 * 24 * 60), 422, 'occurredAt'],
  ['no zone', { ...cart(ada, 'x'), occurredAt: '2026-06-10T12:00:00' }, 422, 'occurredAt'],
  ['an address of 300 characters', cart({ email: `a@${'b'.repeat(292)}.example` }, 'x'), 422, 'customer.email'],
  ['an address with a line break', cart({ email: 'a@b.example\r\nBcc: c@d.example' }, 'x'), 422, 'customer.email'],
  [
    'a javascript: link',
    told('cart.updated', ada, { cartId: 'x', lines: [], url: 'javascript:alert(1)' }),
    422,
    'data.url',
  ],
  ['501 events', Array.from({ length: 501 }, () => cart(ada, 'x')), 422, 'too_many'],
];

test.each(bad)('%s is refused, named and never an error of ours', async (_what, body, status, names) => {
  const answer = await intake.post(body);
  expect(answer.status).toBe(status);
  const { code, fields, message } = answer.body.error;
  expect([code, ...(fields ?? []).map(({ field }) => field)]).toContain(names || 'invalid_event');
  expect(message).not.toMatch(/node_modules|select|insert/i);
});

test('a bad event in a batch does not block its neighbours', async () => {
  for (const [what, body] of bad.slice(2, -1)) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await intake.post(`[${text}, ${JSON.stringify(cart({ id: what }, what))}]`);
    expect(answer.body.events.map(({ fate }) => fate)).toEqual(['invalid', 'applied']);
  }
});

test('invalid UTF-8 is refused', async () => {
  const response = await intake.request('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${intake.key}` },
    body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
  });
  expect(response.status).toBe(400);
});

test('a body over the limit is 413, another content type 415', async () => {
  expect((await intake.post(`"${'x'.repeat(2_200_000)}"`)).status).toBe(413);
  const response = await intake.request('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'text/plain', authorization: `Bearer ${intake.key}` },
    body: '{}',
  });
  expect(response.status).toBe(415);
});

test('an unknown path is 404, without a word about our inside', async () => {
  const response = await intake.request('/v1/nothing');
  expect(response.status).toBe(404);
  expect(response.headers.get('x-powered-by')).toBeNull();
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});
