import { request, type Server } from 'node:http';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { makeApiKey } from '../../../api/access/key-text.ts';
import { type AppDeps, createApp } from '../../../api/app.ts';
import { drain, listenOn, portOf } from '../../../api/listen-on.ts';
import { addKey, store, useIntake } from '../intake-server.ts';

const intake = useIntake();
const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => drain(server, 0)));
});

const plenty = { perKey: 1000, pagesPerKey: 1000, pagesPerAddress: 1000, perAddress: 1000, failures: 1000 };
const warnings: string[] = [];

/** An api of its own on the shared database, so that each test counts from nothing. */
const serve = async (more: Partial<AppDeps>) => {
  const app = createApp({
    db: intake.db,
    clock: intake.clock,
    specs: [],
    logger: { ...pino({ level: 'silent' }), warn: (message: string) => void warnings.push(message) } as never,
    wake: () => {},
    readiness: async () => ({ ready: true, checks: {} }),
    ...more,
  });
  const server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  servers.push(server);
  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`http://127.0.0.1:${portOf(server)}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && { body: '[]' }),
    });
  return {
    ask,
    statuses: async (times: number, ...args: Parameters<typeof ask>): Promise<number[]> => {
      const seen: number[] = [];
      for (let count = 0; count < times; count++) seen.push((await ask(...args)).status);
      return seen;
    },
    post: (key: string, headers: Record<string, string> = {}) =>
      ['/v1/events', { authorization: `Bearer ${key}`, ...headers }, 'POST'] as const,
  };
};

test('a key over its limit is answered 429 with Retry-After; another key of the store is not', async () => {
  const [second, api] = [makeApiKey(), await serve({ limits: { ...plenty, perKey: 3 } })];
  await addKey(intake.db, store, second);
  expect(await api.statuses(4, ...api.post(intake.key))).toEqual([202, 202, 202, 429]);
  const refused = await api.ask(...api.post(intake.key));
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await refused.json()).toMatchObject({ error: { code: 'too_many_requests' } });
  expect(await api.statuses(1, ...api.post(second))).toEqual([202]);
});

test('an address that is refused too often is not looked at any more; a key known as good still comes in', async () => {
  const api = await serve({ limits: { ...plenty, failures: 3 } });
  const fresh = makeApiKey();
  await addKey(intake.db, store, fresh);
  expect(await api.statuses(1, ...api.post(intake.key))).toEqual([202]);
  expect(await api.statuses(5, ...api.post(makeApiKey()))).toEqual([401, 401, 401, 429, 429]);
  expect(await api.statuses(1, '/v1/events/x')).toEqual([429]);
  expect(await api.statuses(1, ...api.post(fresh))).toEqual([429]);
  expect(await api.statuses(2, ...api.post(intake.key))).toEqual([202, 202]);
  expect([...(await api.statuses(1, '/health')), ...(await api.statuses(1, '/ready'))]).toEqual([200, 200]);
});

test('what is refused is refused before its body is read', async () => {
  const api = await serve({ limits: { ...plenty, failures: 1 } });
  await api.statuses(1, ...api.post(makeApiKey()));
  const headers = { 'content-type': 'application/json', 'content-length': 1000 };
  const options = { port: portOf(servers[0]!), path: '/v1/events', method: 'POST', headers };
  const sending = request(options);
  sending.flushHeaders();
  const status = await new Promise((resolve) => {
    sending.on('response', ({ statusCode }) => resolve(statusCode));
  });
  sending.destroy();
  expect(status).toBe(429);
});

test('pages that ask for no key are limited by address', async () => {
  const api = await serve({ limits: { ...plenty, perAddress: 2 } });
  expect(await api.statuses(3, '/u/unknown')).toEqual([200, 200, 429]);
  expect(await api.statuses(1, '/v1/unknown')).toEqual([429]);
  expect(await api.statuses(2, ...api.post(intake.key))).toEqual([202, 202]);
});

const from = (addresses: string) => ({ 'x-forwarded-for': addresses });
const spoofed = async (trustProxy: AppDeps['trustProxy'], headers: readonly Record<string, string>[]) => {
  const api = await serve({ limits: { ...plenty, perAddress: 1 }, trustProxy });
  const seen: number[] = [];
  for (const one of headers) seen.push((await api.ask('/u/unknown', one)).status);
  return seen;
};

test('X-Forwarded-For is worth nothing where no proxy is trusted, and that is said once', async () => {
  expect(await spoofed(undefined, [from('203.0.113.1'), from('203.0.113.2'), {}])).toEqual([200, 429, 429]);
  expect(warnings.filter((line) => line.includes('TRUST_PROXY'))).toHaveLength(1);
});

test('behind one proxy only what that proxy wrote counts: what a visitor put before it does not', async () => {
  const visitor = [from('1.1.1.1, 203.0.113.9'), from('2.2.2.2, 203.0.113.9'), from('203.0.113.9')];
  expect(await spoofed(1, visitor)).toEqual([200, 429, 429]);
  expect(await spoofed(1, [from('203.0.113.1'), from('203.0.113.2')])).toEqual([200, 200]);
});

test('trusted by address, a header that comes from elsewhere is worth nothing', async () => {
  expect(await spoofed(['10.0.0.0/8'], [from('203.0.113.1'), from('203.0.113.2')])).toEqual([200, 429]);
  expect(await spoofed(['127.0.0.0/8'], [from('203.0.113.1'), from('203.0.113.2')])).toEqual([200, 200]);
});

test('the addresses of one IPv6 network of a household count as one', async () => {
  const same = [from('2001:db8:0:aa01::1'), from('2001:db8:0:aa02::7')];
  expect(await spoofed(1, same)).toEqual([200, 429]);
  expect(await spoofed(1, [from('2001:db8:0:aa01::1'), from('2001:db8:0:ba01::1')])).toEqual([200, 200]);
});
