import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { useConsole } from '../browser/use-console.ts';
import { liveRoutes } from './access/live-routes.ts';
import { useIntake } from './intake-server.ts';

const intake = useIntake();
const site = useConsole();

/** What differs from one answer to the next without meaning anything. */
const passing =
  /^(?:date|content-length|etag|connection|keep-alive|ratelimit.*|retry-after|last-modified|accept-ranges|location)$/;
const headersOf = (response: Response): Readonly<Record<string, string>> =>
  Object.fromEntries([...response.headers].filter(([name]) => !passing.test(name)));

const api = () =>
  createApp({
    db: intake.db,
    clock: intake.clock,
    specs: [],
    logger: createLogger({ process: 'api', level: 'silent' }),
    wake: () => {},
    readiness: async () => ({ ready: true, checks: {} }),
  });

const nobody = '00000000-0000-4000-8000-000000000000';

test('every route of the api, answered or refused, forbids sniffing, framing and storing; HTTPS for a year', async () => {
  const { routes } = liveRoutes(api());
  for (const route of [...routes, 'GET /nothing']) {
    const [method, pattern] = route.split(' ') as [string, string];
    for (const headers of [{ authorization: `Bearer ${intake.key}` }, {}]) {
      const response = await intake.request(pattern.replaceAll(/:\w+/g, nobody), { method, headers });
      const told = headersOf(response);
      expect(told, route).toMatchObject({
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'cache-control': expect.stringContaining(pattern.endsWith('.js') ? '' : 'no-store'),
        'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'SAMEORIGIN',
      });
      expect(told, route).not.toHaveProperty('x-powered-by');
      expect(told, route).not.toHaveProperty('server');
      expect(told['content-security-policy'], route).not.toMatch(/unsafe|\*|data:/);
    }
  }
  console.log(`headers: ${routes.length + 1} routes of the api`);
});

test('every page of the console forbids sniffing, framing, foreign scripts and storing', async () => {
  const pages = [
    '/',
    '/messages',
    '/runs',
    '/customers',
    '/undelivered',
    '/preview',
    '/catalogue',
    '/quarantine',
    '/keys',
    '/audit',
  ];
  const others = ['/messages.csv', '/nothing', '/messages/nothing', '/sign-in'];
  for (const path of [...pages, ...others]) {
    const response = await site.get(path);
    expect([200, 404], path).toContain(response.status);
    const told = headersOf(response);
    expect(told, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/),
    });
    expect(told['content-security-policy'], path).not.toMatch(/unsafe|\*|data:/);
    expect(told, path).not.toHaveProperty('x-powered-by');
  }
});

test('an event’s answer carries these headers and no others', async () => {
  const response = await intake.request('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${intake.key}` },
    body: '[]',
  });
  expect(headersOf(response)).toMatchInlineSnapshot(`
    {
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      "content-type": "application/json; charset=utf-8",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "origin-agent-cluster": "?1",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-dns-prefetch-control": "off",
      "x-download-options": "noopen",
      "x-frame-options": "SAMEORIGIN",
      "x-permitted-cross-domain-policies": "none",
      "x-xss-protection": "0",
    }
  `);
});
