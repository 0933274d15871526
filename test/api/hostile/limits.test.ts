import { deflateSync, gzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonLimits } from '../../../api/http/json-limits.ts';
import { bodyLimits } from '../../../api/http/receive.ts';
import { drain, listenOn, portOf } from '../../../api/listen-on.ts';
import { customerAliases, inbox } from '../../../db/schema/index.ts';
import { useIntake } from '../intake-server.ts';
import { cart, told } from '../told.ts';
import { rawRequest } from './raw-request.ts';

const intake = useIntake();
const ada = { id: 'ada' };

const send = async (body: string | Buffer, headers: Readonly<Record<string, string>> = {}) => {
  const response = await intake.request('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${intake.key}`, ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
};
const codeOf = ({ text }: { readonly text: string }) => (JSON.parse(text) as { error: { code: string } }).error.code;

test('a small body that inflates to a large one is refused, whatever its encoding', async () => {
  const spaces = Buffer.alloc(20 * 1024 * 1024, ' ');
  for (const [encoding, bytes] of [
    ['gzip', gzipSync(spaces)],
    ['deflate', deflateSync(spaces)],
  ] as const) {
    expect(bytes.length).toBeLessThan(25_000);
    expect((await send(bytes, { 'content-encoding': encoding })).status).toBe(413);
  }
});

test('a body of many blocks that inflate to nothing is too large as it comes', async () => {
  const nothing = gzipSync('');
  const blocks = Buffer.concat(
    Array.from({ length: Math.ceil(bodyLimits.events / nothing.length) + 1 }, () => nothing),
  );
  expect((await send(blocks, { 'content-encoding': 'gzip' })).status).toBe(413);
});

test('an endless body that does not say its length is cut off', async () => {
  const head = [
    'POST /v1/events HTTP/1.1',
    'Host: api',
    `Authorization: Bearer ${intake.key}`,
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
  ].join('\r\n');
  const megabyte = `${(1024 * 1024).toString(16)}\r\n${' '.repeat(1024 * 1024)}\r\n`;
  const answer = await rawRequest(intake.url, [`${head}\r\n\r\n`, ...Array.from({ length: 24 }, () => megabyte)]);
  expect(answer.statuses.every((status) => status === 413)).toBe(true);
  // Alive.
  expect((await intake.request('/health')).status).toBe(200);
});

test('a well-made gzip body is read; a broken one and an unknown encoding are refused', async () => {
  const bytes = gzipSync(JSON.stringify(cart(ada, 'zipped')));
  expect((await send(bytes, { 'content-encoding': 'gzip' })).status).toBe(202);
  expect((await send(bytes.subarray(0, 40), { 'content-encoding': 'gzip' })).status).toBe(400);
  expect((await send('{}', { 'content-encoding': 'gzip' })).status).toBe(400);
  expect((await send('{}', { 'content-encoding': 'compress' })).status).toBe(415);
});

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const twice = (name: string, again = name) =>
  JSON.stringify(cart(ada, 'x')).replace('{', `{"${again}": "first", `).replace('"id"', `"${name}"`);

test.each([
  ['deeper than the limit', `{"id": ${nested(jsonLimits.depth)}}`, 'too_deep'],
  ['49,000 lists deep', nested(49_000), 'too_deep'],
  ['16,000 objects deep', `${'{"a":'.repeat(16_000)}1${'}'.repeat(16_000)}`, 'too_deep'],
  ['brackets that never close', '['.repeat(500_000), 'too_deep'],
  [
    'an object of many keys',
    JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, n]))),
    'too_many_keys',
  ],
  ['a list of many', JSON.stringify(Array.from({ length: 1001 }, () => 0)), 'too_many_values'],
  ['300,000 values', `[${Array.from({ length: 600 }, () => `[${'0,'.repeat(499)}0]`).join()}]`, 'too_many_values'],
  ['a string of 20,000 characters', JSON.stringify({ id: 'x'.repeat(20_000) }), 'string_too_long'],
  ['a string that never ends', `"${'x'.repeat(20_000)}`, 'string_too_long'],
  ['a key twice', twice('id'), 'duplicate_key'],
  ['a key twice, once escaped', twice('id', '\\u0069d'), 'duplicate_key'],
  ['a key twice, deep down', '{"events": [{"data": {"a": 1, "b": {"c": 1, "c" : 2}}}]}', 'duplicate_key'],
])('%s is refused before it is parsed', async (_what, body, code) => {
  const start = performance.now();
  const answer = await send(body);
  expect([answer.status, codeOf(answer)]).toEqual([422, code]);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('the same key in two objects, or as a value, is no duplicate', async () => {
  const event = told('form.submitted', ada, { formId: 'id', answers: { id: 'id', type: 'a "quoted\\" key": {' } });
  expect((await send(JSON.stringify([event, cart(ada, 'id')]))).status).toBe(202);
});

const line = (index: number) => ({
  productId: '\u{1F600}'.repeat(90) + index,
  quantity: 9999,
  unitPrice: { amount: 2_147_483_647, currency: 'EUR' },
});

test('the largest events that are valid pass the limits', async () => {
  const lines = Array.from({ length: 200 }, (_, index) => line(index));
  const large = told('cart.updated', { id: 'x'.repeat(200) }, { cartId: 'large', lines });
  expect((await send(JSON.stringify(large))).status).toBe(202);
  const answers = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}`, '\u00e9'.repeat(2000)]));
  const escaped = JSON.stringify(told('form.submitted', ada, { formId: 'f', answers })).replaceAll('é', '\\u00e9');
  expect((await send(escaped)).status).toBe(202);
  const small = Array.from({ length: 500 }, (_, index) =>
    told('page.viewed', { id: `page-${index}` }, { page: 'home' }),
  );
  expect((await send(JSON.stringify({ events: small }))).status).toBe(202);
});

const event = (changed: object) => ({ ...cart(ada, 'x'), ...changed });
test.each([
  ['a display name', event({ customer: { email: 'Ada <ada@shop.example>' } }), 'customer.email'],
  ['65 characters before the @', event({ customer: { email: `${'a'.repeat(65)}@shop.example` } }), 'customer.email'],
  [
    '255 characters',
    event({
      customer: { email: `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.exampless` },
    }),
    'customer.email',
  ],
  ['two addresses', event({ customer: { email: 'a@b.example,c@d.example' } }), 'customer.email'],
  ['a letter that folds into another', event({ customer: { email: 'mi\u212ae@shop.example' } }), 'customer.email'],
  ['a line break inside', event({ customer: { email: 'a\r\n@b.example' } }), 'customer.email'],
  ['a number without its country', event({ customer: { phone: '0612345678' } }), 'customer.phone'],
  ['a number too long for its country', event({ customer: { phone: '+336123456789012' } }), 'customer.phone'],
  ['a number with an extension', event({ customer: { phone: '+33612345678;ext=5' } }), 'customer.phone'],
  ['digits of another script', event({ customer: { phone: '+٣٣٦١٢٣٤٥٦٧٨' } }), 'customer.phone'],
  ['an id of two lines', event({ id: 'a\nb' }), 'id'],
  ['an id with an escape character', event({ id: 'a\u001b[31m' }), 'id'],
  ['an id of 201 characters', event({ id: 'x'.repeat(201) }), 'id'],
  [
    '__proto__ among answers',
    JSON.parse(
      '{"id":"p","type":"form.submitted","occurredAt":"2026-06-10T12:00:00Z","customer":{"id":"ada"},"data":{"formId":"f","answers":{"__proto__":"x"}}}',
    ) as object,
    'data.answers',
  ],
  ['constructor.prototype', event({ constructor: { prototype: { admin: true } } }), ''],
])('%s: refused, and the field is named', async (_what, body, field) => {
  const answer = await send(JSON.stringify(body));
  expect(answer.status).toBe(422);
  const { fields } = (JSON.parse(answer.text) as { error: { fields: { field: string }[] } }).error;
  expect(fields.map((one) => one.field)).toContain(field);
});

test('a number written as people do is kept in E.164, an address in lower case', async () => {
  const customer = { email: ' Ada.Lovelace@Shop.Example\n', phone: '+33 (0)6 12 34 56 78' };
  expect((await send(JSON.stringify({ ...cart(customer, 'written'), customer }))).status).toBe(202);
  const [row] = await intake.db.select().from(customerAliases).where(eq(customerAliases.value, '+33612345678'));
  const all = await intake.db.select().from(customerAliases).where(eq(customerAliases.customerId, row!.customerId));
  expect(all.map(({ value }) => value).toSorted()).toEqual(['+33612345678', 'ada.lovelace@shop.example']);
});

test('an answer does not grow with what was wrong', async () => {
  const lines = Array.from({ length: 200 }, () => ({ [`k${'x'.repeat(5000)}`]: 1 }));
  const answer = await send(JSON.stringify(told('cart.updated', ada, { cartId: 'x', lines })));
  expect(answer.status).toBe(422);
  expect(answer.text.length).toBeLessThan(15_000);
});

test.each(['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])('%s changes no method', async (name) => {
  const before = await intake.db.$count(inbox);
  const url = '/v1/events?_method=POST';
  const response = await intake.request(url, { headers: { [name]: 'POST', authorization: `Bearer ${intake.key}` } });
  expect(response.status).toBe(404);
  expect(await intake.db.$count(inbox)).toBe(before);
});

const request = (lines: readonly string[], body = '') => `${lines.join('\r\n')}\r\n\r\n${body}`;
test.each([
  ['a header of 20 kB', request(['GET /health HTTP/1.1', 'Host: a', `X-Long: ${'x'.repeat(20_000)}`]), [431]],
  ['a query of 20 kB', request([`GET /docs?${'a=1&'.repeat(5000)} HTTP/1.1`, 'Host: a']), [431]],
  ['no host', request(['GET /health HTTP/1.1']), [400]],
  ['garbage', '\u0000\u0001\u0002 GET\r\n\r\n', [400]],
  ['garbage behind a request', `${request(['GET /health HTTP/1.1', 'Host: a'])}@@@@ nonsense\r\n\r\n`, [200]],
  [
    'two lengths',
    request(['POST /v1/events HTTP/1.1', 'Host: a', 'Content-Length: 2', 'Content-Length: 3'], '{}'),
    [400],
  ],
  [
    'a length and chunks',
    request(['POST /v1/events HTTP/1.1', 'Host: a', 'Content-Length: 2', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
    [400],
  ],
  ['a negative length', request(['POST /v1/events HTTP/1.1', 'Host: a', 'Content-Length: -1']), [400]],
  ['a line break inside a header', 'GET /health HTTP/1.1\r\nHost: a\r\nX-A: b\rc\r\n\r\n', [400]],
  ['an unknown method', request(['BREW /v1/events HTTP/1.1', 'Host: a']), [400]],
  ['a URL that is none', request(['GET http://[ HTTP/1.1', 'Host: a', 'Connection: close']), [404]],
  ['a broken escape in the path', request(['GET /u/%E0%A4%A HTTP/1.1', 'Host: a', 'Connection: close']), [400]],
] as const)('%s: refused as HTTP', async (_what, bytes, statuses) => {
  const answer = await rawRequest(intake.url, [bytes]);
  expect(answer.statuses).toEqual(statuses);
  expect(answer.text).not.toMatch(/ {4}at |node_modules|\.ts:/);
});

/** A server with the same limits, its patience counted in a fraction of a second. */
const impatient = { headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 };
let slow: Awaited<ReturnType<typeof listenOn>>;
beforeAll(async () => {
  const app = express().post('/', express.raw({ type: () => true }), (_request, response) => void response.json({}));
  slow = await listenOn(app, { host: '127.0.0.1', port: 0 }, impatient);
});
afterAll(async () => drain(slow, 0));

test.each([
  ['headers that never end', ['POST / HTTP/1.1\r\nHost: a\r\nX-Slow: ']],
  ['a body that never ends', ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n', 'x']],
])('%s are given up', async (_what, chunks) => {
  const answer = await rawRequest(`http://127.0.0.1:${portOf(slow)}`, chunks, 10_000);
  expect(answer.statuses).toEqual([408]);
});

test('the limits of a server are set, not left to a default', async () => {
  const server = await listenOn(express(), { host: '127.0.0.1', port: 0 });
  const { headersTimeout, requestTimeout, keepAliveTimeout, maxHeadersCount } = server;
  expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxHeadersCount }).toEqual({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    maxHeadersCount: 100,
  });
  await drain(server, 0);
});
