import type { RequestListener, Server } from 'node:http';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import { carts, customerAliases, customerClaims, inbox } from '../../db/schema/index.ts';
import { addKey, store, useIntake } from '../api/intake-server.ts';
import { told } from '../api/told.ts';
import { useBrowser } from './chromium/use-browser.ts';

const intake = useIntake();
const open = useBrowser();
const key = makeApiKey('browser');
/** The machine may be busy. */
const slow = { timeout: 15_000 };
let shop: Server;
let stranger: Server;

/** A page of a shop, as docs/browser-key.md says; its calls come before the script is there. */
const page: RequestListener = (request, response) => {
  const calls = new URL(request.url!, 'http://shop').searchParams.get('calls') ?? '';
  response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Shop</title>
    <script>window.relance = window.relance || function () { (relance.q = relance.q || []).push(arguments); };
    ${calls}</script>
    <script async src="${intake.url}/relance.js" data-key="${key}"></script>`);
};
const originOf = (server: Server) => `http://127.0.0.1:${portOf(server)}`;

beforeAll(async () => {
  shop = await listenOn(page, { host: '127.0.0.1', port: 0 });
  stranger = await listenOn(page, { host: '127.0.0.1', port: 0 });
  await addKey(intake.db, store, key, { kind: 'browser', origins: [originOf(shop)] });
});
afterAll(() => {
  for (const server of [shop, stranger]) server.close();
});

const visit = (server: Server, calls: string) => `${originOf(server)}/?calls=${encodeURIComponent(calls)}`;
const typesOf = async (visitor: string): Promise<readonly string[]> => {
  const rows = await intake.db
    .select({ type: inbox.type })
    .from(inbox)
    .innerJoin(customerAliases, eq(customerAliases.customerId, inbox.customerId))
    .where(eq(customerAliases.value, visitor));
  return rows.map(({ type }) => type).toSorted((a, b) => (a < b ? -1 : 1));
};
const visitorOf = async (tab: Page) =>
  tab.evaluate<string>(`JSON.parse(localStorage.getItem('relance.visitor') ?? 'null')`);
const queueOf = async (tab: Page) => tab.evaluate<string | null>(`localStorage.getItem('relance.queue')`);
const line = `{productId: 'sku-1', quantity: 1, unitPrice: {amount: 3990, currency: 'EUR'}}`;

test('a shop’s page on another origin tells views, carts and claims; nothing is left in the queue', async () => {
  const { page: tab, complaints } = await open();
  await tab.goto(
    visit(
      shop,
      `relance('viewed', 'sku-1'); relance('page', 'home'); relance('cart', {cartId: 'c1', lines: [${line}]});
    relance('identify', {email: 'ada@shop.example'})`,
    ),
  );
  await expect.poll(async () => queueOf(tab), slow).toBe('[]');
  const visitor = await visitorOf(tab);
  expect(visitor).toMatch(/^rlv_[0-9a-f]{32}$/);
  expect(await typesOf(visitor)).toEqual(['cart.updated', 'page.viewed', 'product.viewed']);
  expect(
    await intake.db
      .select()
      .from(carts)
      .where(eq(carts.externalId, `${visitor}/c1`)),
  ).toHaveLength(1);
  expect(await intake.db.select().from(customerClaims)).toMatchObject([{ kind: 'email' }]);
  expect(await tab.evaluate('document.cookie')).toBe('');
  expect(complaints).toEqual([]);
});

test('the visitor stays the same from page to page, and is another one after a reset', async () => {
  const { page: tab } = await open();
  await tab.goto(visit(shop, `relance('page', 'one')`));
  await expect.poll(async () => visitorOf(tab), slow).toBeTruthy();
  const first = await visitorOf(tab);
  await tab.goto(visit(shop, `relance('visitor', (id) => { window.told = id })`));
  await expect.poll(async () => tab.evaluate('window.told'), slow).toBe(first);
  await tab.evaluate(`relance('page', 'before'); relance('reset'); relance('page', 'after')`);
  const isAnother = async () => ![null, first].includes(await visitorOf(tab));
  await expect.poll(isAnother, slow).toBe(true);
  const second = await visitorOf(tab);
  await expect.poll(async () => typesOf(second), slow).toEqual(['page.viewed']);
  await expect.poll(async () => typesOf(first), slow).toEqual(['page.viewed', 'page.viewed']);
});

test('what is told while the page is left arrives, once', async () => {
  const { page: tab } = await open();
  await tab.goto(visit(shop, ''));
  await tab.waitForFunction(`typeof relance === 'function' && !relance.q && Boolean(document.scripts)`);
  await tab.evaluate(
    `relance('viewed', 'sku-7'); location.href = ${JSON.stringify(visit(shop, `relance('page', 'next')`))}`,
  );
  await expect.poll(async () => visitorOf(tab), slow).toBeTruthy();
  const visitor = await visitorOf(tab);
  await expect.poll(async () => typesOf(visitor), slow).toEqual(['page.viewed', 'product.viewed']);
});

test('R24 how long a product is looked at is told when another page is, or the page is hidden', async () => {
  const { page: tab } = await open();
  await tab.clock.install();
  await tab.goto(visit(shop, `relance('viewed', 'sku-5')`));
  await tab.waitForFunction(`typeof relance === 'function' && !relance.q`);
  await tab.clock.fastForward(90_000);
  await tab.evaluate(`relance('page', 'help')`);
  await tab.clock.fastForward(1_000);
  const visitor = await visitorOf(tab);
  const told = async () => {
    const rows = await intake.db
      .select({ body: inbox.body })
      .from(inbox)
      .innerJoin(customerAliases, eq(customerAliases.customerId, inbox.customerId))
      .where(eq(customerAliases.value, visitor));
    return rows.flatMap(({ body }) => (body as { data: { seconds?: number } }).data.seconds ?? []);
  };
  await expect.poll(async () => (await tab.clock.fastForward(1_000), told()), slow).toEqual([expect.closeTo(90, -1)]);
  await expect
    .poll(async () => (await tab.clock.fastForward(1_000), typesOf(visitor)), slow)
    .toEqual(['page.viewed', 'product.viewed', 'product.viewed']);
});

test('while the api is away events wait in the page, and go when it is back', async () => {
  const { page: tab } = await open();
  let away = true;
  await tab.route('**/v1/browser-events/**', async (route) => (away ? route.abort() : route.continue()));
  await tab.goto(visit(shop, `relance('viewed', 'sku-8')`));
  await expect.poll(async () => queueOf(tab), slow).toContain('sku-8');
  const visitor = await visitorOf(tab);
  away = false;
  await expect.poll(async () => typesOf(visitor), slow).toEqual(['product.viewed']);
});

test('a page of another origin gets nothing in, and its browser says why', async () => {
  const { page: tab, complaints } = await open();
  const before = await intake.db.$count(inbox);
  await tab.goto(visit(stranger, `relance('viewed', 'sku-9')`));
  await expect.poll(() => complaints.join('\n'), slow).toMatch(/CORS|Access-Control-Allow-Origin/);
  expect(await intake.db.$count(inbox)).toBe(before);
});

test('a preflight of JSON goes through for the shop and not for another', async () => {
  const post = `fetch('URL', {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({
    visitor: 'rlv_' + '0'.repeat(32), sentAt: 0, events: []})}).then((answer) => answer.status, (error) => error.name)`;
  const { page: tab } = await open();
  const statusFrom = async (server: Server) => {
    await tab.goto(visit(server, ''));
    return tab.evaluate<unknown>(post.replace('URL', `${intake.url}/v1/browser-events/${key}`));
  };
  expect(await statusFrom(shop)).toBe(202);
  expect(await statusFrom(stranger)).toBe('TypeError');
});

test('the script is small, cached, and may be loaded by any page', async () => {
  const response = await intake.request('/relance.js');
  expect(response.headers.get('content-type')).toContain('text/javascript');
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(response.headers.get('cache-control')).toContain('max-age=3600');
  expect((await response.text()).length).toBeLessThan(4000);
});

test('a visitor’s cart becomes the customer’s when the shop’s server tells the log-in', async () => {
  const { page: tab } = await open();
  await tab.goto(visit(shop, `relance('cart', {cartId: 'login', lines: [${line}]})`));
  await expect.poll(async () => queueOf(tab), slow).toBe('[]');
  const visitor = await visitorOf(tab);
  await intake.post(told('customer.created', { id: 'lou', anonymousId: visitor }, {}));
  const [lou] = await intake.db.select().from(customerAliases).where(eq(customerAliases.value, 'lou'));
  const [kept] = await intake.db
    .select()
    .from(carts)
    .where(eq(carts.externalId, `${visitor}/login`));
  expect(kept?.customerId).toBe(lou?.customerId);
});
