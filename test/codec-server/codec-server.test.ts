import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { defaultPayloadConverter } from '@temporalio/common';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCodecServer } from '../../api/codec-server/app.ts';
import { createCodecSessions } from '../../api/codec-server/sign-in.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { payloadCodec } from '../../temporal/codec/payload-codec.ts';
import { handClock, noon } from '../api/intake-server.ts';

const token = randomBytes(32).toString('hex');
const ui = 'http://localhost:8233';
const keys = { id: 'k1', key: randomBytes(32) };
const codec = payloadCodec({ writing: keys, reading: [keys] });
const clock = handClock();
let server: Server;

beforeAll(async () => {
  const sessions = createCodecSessions({ token, clock, isSecure: false });
  const logger = pino({ level: 'silent' });
  const app = createCodecServer({ codec, namespace: 'relance', uiOrigin: ui, sessions, logger });
  server = await listenOn(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => drain(server, 0));

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const json = async (value: unknown) => {
  const [payload] = await codec.encode([defaultPayloadConverter.toPayload(value)]);
  return {
    metadata: Object.fromEntries(Object.entries(payload!.metadata!).map(([name, bytes]) => [name, base64(bytes)])),
    data: base64(payload!.data!),
  };
};

const ask = async (path: string, headers: Record<string, string>, body: unknown, method = 'POST') =>
  fetch(`http://127.0.0.1:${portOf(server)}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const bearer = { authorization: `Bearer ${token}`, 'x-namespace': 'relance' };
const signIn = async (text: string) =>
  ask('/sign-in', { 'content-type': 'application/x-www-form-urlencoded' }, `token=${text}`);

test('whoever has the token reads what was encrypted, and encrypts again', async () => {
  const decoded = await ask('/decode', bearer, { payloads: [await json({ run: 'r1' })] });
  expect(decoded.status).toBe(200);
  expect(decoded.headers.get('cache-control')).toBe('no-store');
  const { payloads } = (await decoded.json()) as { payloads: { data: string }[] };
  expect(Buffer.from(payloads[0]!.data, 'base64').toString()).toBe('{"run":"r1"}');
  const encoded = await (await ask('/encode', bearer, { payloads })).text();
  expect(encoded).not.toContain(payloads[0]!.data);
  expect(await (await ask('/decode', bearer, encoded)).json()).toEqual({ payloads });
});

test('nobody else does: no token, another one, a longer one, another namespace, another page with the token', async () => {
  const body = { payloads: [await json('secret')] };
  const refused: [Record<string, string>, number][] = [
    [{}, 401],
    [{ authorization: 'Bearer ' }, 401],
    [{ authorization: `Bearer ${token}0` }, 401],
    [{ authorization: `Basic ${token}` }, 401],
    [{ ...bearer, 'x-namespace': 'other' }, 404],
    [{ ...bearer, origin: 'https://evil.example' }, 401],
    [{ cookie: `relance_codec=${noon + 1e9}.x` }, 401],
  ];
  for (const [headers, status] of refused) {
    const answer = await ask('/decode', headers, body);
    expect(answer.status, JSON.stringify(headers)).toBe(status);
    expect(await answer.text()).not.toContain(Buffer.from('"secret"').toString('base64'));
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('a browser that signed in decodes from Temporal’s UI, for twelve hours, and from no other page', async () => {
  expect((await signIn('wrong')).status).toBe(401);
  const cookie = (await signIn(token)).headers.get('set-cookie')!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).not.toContain(token);
  const session = { cookie: cookie.split(';')[0]! };
  const body = { payloads: [await json('x')] };
  const preflight = await ask('/decode', { origin: ui }, undefined, 'OPTIONS');
  expect(preflight.headers.get('access-control-allow-origin')).toBe(ui);
  expect(preflight.headers.get('access-control-allow-credentials')).toBe('true');
  expect((await ask('/decode', { ...session, origin: ui }, body)).status).toBe(200);
  expect((await ask('/decode', session, body)).status).toBe(401);
  expect((await ask('/decode', { ...session, origin: 'https://evil.example' }, body)).status).toBe(401);
  const forged = session.cookie.replace(/=\d/, '=9');
  expect((await ask('/decode', { cookie: forged, origin: ui }, body)).status).toBe(401);
  clock.advance(12 * 3_600_000);
  expect((await ask('/decode', { ...session, origin: ui }, body)).status).toBe(401);
});

test('what cannot be read is a 400 that names the key; nothing of our inside', async () => {
  const other = payloadCodec({ writing: { id: 'lost', key: randomBytes(32) }, reading: [] });
  const [payload] = await other.encode([defaultPayloadConverter.toPayload('x')]);
  const metadata = Object.fromEntries(
    Object.entries(payload!.metadata!).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  );
  const body = { payloads: [{ metadata, data: Buffer.from(payload!.data!).toString('base64') }] };
  const answer = await ask('/decode', bearer, body);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('the key lost');
  for (const wrong of ['{', '[]', { payloads: [{ data: 'é' }] }, { payloads: 1 }]) {
    const refused = await ask('/decode', bearer, wrong);
    expect(refused.status).toBe(400);
    expect(await refused.text()).not.toMatch(/node_modules|at /);
  }
});

test('the token cannot be tried out: after ten tries a minute it is a 429', async () => {
  const statuses: number[] = [];
  for (let index = 0; index < 12; index++) statuses.push((await signIn('guess')).status);
  expect(statuses.at(-1)).toBe(429);
});
