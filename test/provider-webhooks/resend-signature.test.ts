import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drain, portOf } from '../../api/listen-on.ts';
import { connectDatabase } from '../../db/client.ts';
import { providerEvents } from '../../db/schema/index.ts';
import { resendEvent, svixHeaders } from '../fake-resend/webhook.ts';
import { noon } from '../gate/world.ts';
import { secrets, startApi, useWebhooks } from './use-webhooks.ts';

const webhooks = useWebhooks();
beforeEach(async () => webhooks.db.delete(providerEvents));
afterEach(() => vi.useRealTimers());

const message = { id: 'e1b5', to: 'ada@shop.example' };
const body = resendEvent('email.delivered', message, noon);
const flipped = (text: string, index: number): Buffer => {
  const bytes = Buffer.from(text);
  bytes[index] = bytes[index]! ^ 1;
  return bytes;
};

test('signed with the new secret or the old one it is taken, once', async () => {
  for (const secret of [secrets.new, secrets.old]) {
    const headers = svixHeaders(secret, body);
    const first = await webhooks.resend(body, { headers });
    expect([first.status, await first.json()]).toEqual([200, { event: 'waiting' }]);
    const again = await webhooks.resend(body, { headers });
    expect([again.status, await again.json()]).toEqual([200, { event: 'duplicate' }]);
  }
  expect(await webhooks.events()).toHaveLength(2);
});

test('with one byte changed in the body, the signature, the id or the time it is refused, and nothing is kept', async () => {
  const headers = svixHeaders(secrets.new, body);
  const answers: number[] = [];
  for (let index = 0; index < Buffer.byteLength(body); index++) {
    answers.push((await webhooks.resend(flipped(body, index), { headers })).status);
  }
  for (const name of ['svix-signature', 'svix-id', 'svix-timestamp']) {
    for (let index = 0; index < headers[name]!.length; index++) {
      const changed = { ...headers, [name]: flipped(headers[name]!, index).toString('latin1') };
      answers.push((await webhooks.resend(body, { headers: changed })).status);
    }
  }
  expect(answers.length).toBeGreaterThan(Buffer.byteLength(body) + 80);
  expect(new Set(answers)).toEqual(new Set([401]));
  expect(await webhooks.events()).toEqual([]);
});

test('a body in which bytes that are no UTF-8 stand for others is not the one that was signed', async () => {
  const signed = Buffer.from(body.replace('Your cart', 'Your \u{FFFD}'));
  const at = signed.indexOf(0xef);
  const other = Buffer.concat([signed.subarray(0, at), Buffer.from([0xff]), signed.subarray(at + 3)]);
  const headers = svixHeaders(secrets.new, signed);
  expect((await webhooks.resend(other, { headers })).status).toBe(401);
  expect((await webhooks.resend(signed, { headers })).status).toBe(200);
});

test('missing and misread headers, and secrets that nobody knows, are refused alike', async () => {
  const good = svixHeaders(secrets.new, body);
  const wrong = [
    {},
    ...Object.keys(good).map((name) => ({ ...good, [name]: '' })),
    svixHeaders(secrets.other, body),
    { ...good, 'svix-timestamp': `${good['svix-timestamp']}x` },
    { ...good, 'svix-timestamp': ` ${good['svix-timestamp']}.0` },
    { ...good, 'svix-signature': good['svix-signature']!.replace('v1,', 'v1a,') },
    { ...good, 'svix-signature': good['svix-signature']!.replace('v1,', '') },
  ];
  const answers = new Set<string>();
  for (const headers of wrong) {
    const response = await webhooks.resend(body, { headers });
    answers.add(`${response.status} ${await response.text()}`);
  }
  expect([...answers]).toEqual([expect.stringMatching(/^401 .*not_signed/)]);
  const listed = { ...good, 'svix-signature': `v1,c29tZXRoaW5nIGVsc2U= ${good['svix-signature']}` };
  expect((await webhooks.resend(body, { headers: listed })).status).toBe(200);
});

test.each([
  [-301, 401],
  [-300, 200],
  [-299, 200],
  [299, 200],
  [300, 200],
  [301, 401],
])('signed %i seconds from now it answers %i', async (offset, status) => {
  const now = Math.floor(Date.now() / 1000);
  vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 });
  const headers = svixHeaders(secrets.new, body, { seconds: now + offset });
  expect((await webhooks.resend(body, { headers })).status).toBe(status);
});

const bounced = (data: object): string =>
  JSON.stringify({ type: 'email.bounced', created_at: new Date(noon).toISOString(), data });

test('what is signed and cannot be read is refused with the field, and changes nothing', async () => {
  const cases: readonly (readonly [string | Buffer, number, string])[] = [
    ['', 400, 'invalid_json'],
    ['{', 400, 'invalid_json'],
    ['[]', 422, 'invalid_webhook'],
    [`${'['.repeat(100)}${']'.repeat(100)}`, 422, 'too_deep'],
    [bounced({}), 422, 'data.email_id'],
    [bounced({ email_id: 'x\0y' }), 422, 'data.email_id'],
    [body.replace(/"created_at":"[^"]+"/, '"created_at":"9999-12-31T00:00:00Z"'), 422, 'created_at'],
    [
      JSON.stringify({ type: 'suppression.added', created_at: '2026-06-10T12:00:00Z', data: { email: 'no' } }),
      422,
      'data.email',
    ],
  ];
  const long = svixHeaders(secrets.new, body, { id: 'm'.repeat(3_000) });
  expect((await webhooks.resend(body, { headers: long })).status).toBe(422);
  for (const [text, status, word] of cases) {
    const response = await webhooks.resend(text);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(word)]);
  }
  expect(await webhooks.events()).toEqual([]);
});

test('a body that is too large or compressed is refused before it is looked at', async () => {
  const huge = await webhooks.resend('x'.repeat(300_000));
  expect(huge.status).toBe(413);
  const bomb = gzipSync('x'.repeat(10_000_000));
  const headers = { ...svixHeaders(secrets.new, bomb), 'content-encoding': 'gzip' };
  expect((await webhooks.resend(bomb, { headers })).status).toBe(415);
});

test('a type that is not known, and an opening, are acknowledged and not kept', async () => {
  for (const type of ['contact.created', 'email.opened', 'email.received', 'a.new.one', '__proto__', 'constructor']) {
    const response = await webhooks.resend(resendEvent(type, message, noon));
    expect([response.status, await response.json()]).toEqual([200, { event: 'ignored' }]);
  }
  expect(await webhooks.events()).toEqual([]);
});

test('without a secret the routes do not exist; without the database the provider is asked to come again', async () => {
  const away = connectDatabase('postgres://nobody:no@127.0.0.1:1/nothing');
  const [without, cut] = [await startApi(webhooks.db), await startApi(away.db, { resend: [secrets.new] })];
  const post = async (server: typeof cut, path: string) =>
    fetch(`http://127.0.0.1:${portOf(server)}${path}`, {
      method: 'POST',
      headers: svixHeaders(secrets.new, body),
      body,
    });
  try {
    expect((await post(without, '/webhooks/resend')).status).toBe(404);
    expect((await post(without, '/webhooks/twilio')).status).toBe(404);
    expect((await post(cut, '/webhooks/twilio')).status).toBe(404);
    const response = await post(cut, '/webhooks/resend');
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  } finally {
    await Promise.all([drain(without, 0), drain(cut, 0)]);
    await away.close();
  }
});
