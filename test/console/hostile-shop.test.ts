import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { createApp } from '../../api/app.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import { cartId } from '../../db/ids.ts';
import { carts, customers, messages, runs } from '../../db/schema/index.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { addKey, cartSpec } from '../api/intake-server.ts';
import { useBrowser } from '../browser/chromium/use-browser.ts';
import { insertSent } from '../browser/decisions.ts';
import { now, storeId } from '../browser/shop.ts';
import { useConsole } from '../browser/use-console.ts';

const site = useConsole();
const open = useBrowser(site);
const xss = `"'><script>globalThis.owned = 1</script><img src=x onerror="globalThis.owned = 1"><b id="grown">`;

/** Whoever fetches a URL of an event is seen here. */
let trap: Server;
let trapUrl = '';
const hits: string[] = [];
let api: Server;
let paths: readonly string[] = [];

beforeAll(async () => {
  trap = createServer((request, response) => {
    hits.push(`${request.method} ${request.url} ${request.headers['user-agent'] ?? ''}`);
    response.end();
  });
  await new Promise<void>((resolve) => {
    trap.listen(0, '127.0.0.1', resolve);
  });
  trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  const key = makeApiKey();
  await addKey(site.db, storeId, key);
  const app = createApp({
    db: site.db,
    clock: { now: () => now.getTime() },
    specs: [cartSpec],
    logger: createLogger({ process: 'api', level: 'silent' }),
    wake: () => {},
    readiness: async () => ({ ready: true, checks: {} }),
  });
  api = await listenOn(app, { host: '127.0.0.1', port: 0 });

  const customer = { id: xss, email: 'mallory@shop.example', anonymousId: `${xss}2` };
  const about = (type: string, data: object, who: object | undefined = customer) => ({
    id: `${type} ${xss}`,
    type,
    occurredAt: new Date(now.getTime() - 60_000).toISOString(),
    ...(who && { customer: who }),
    data,
  });
  const product = {
    productId: xss,
    title: xss,
    imageUrl: `${trapUrl}/image`,
    url: `${trapUrl}/product`,
    category: xss,
  };
  const line = { productId: xss, quantity: 1, unitPrice: { amount: 100, currency: 'EUR' } };
  const { ...noCustomer } = about('product.upserted', { ...product, translations: { fr: { title: xss } } });
  delete (noCustomer as { customer?: object }).customer;
  const events = [
    noCustomer,
    about('customer.created', { firstName: xss, locale: 'en' }),
    about('newsletter.subscribed', { source: xss, proof: { [xss.slice(0, 40)]: xss, url: `${trapUrl}/proof` } }),
    about('cart.updated', { cartId: xss, lines: [line], url: `${trapUrl}/cart` }),
    about('page.viewed', { page: xss, url: `${trapUrl}/page` }),
    about('order.shipped', { orderId: xss, parcelId: xss, carrier: xss, trackingUrl: `${trapUrl}/parcel` }),
    about('form.submitted', { formId: xss, answers: { [xss.slice(0, 40)]: xss, url: `${trapUrl}/answer` } }),
    about('ticket.opened', { ticketId: xss, subject: xss }),
  ];
  const answer = await fetch(`http://127.0.0.1:${portOf(api)}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(events),
  });
  const { events: fates } = (await answer.json()) as { events: { fate: string }[] };
  expect(fates.map(({ fate }) => fate)).not.toContain('invalid');

  const cart = cartId(storeId, xss);
  const [run] = await site.db.select().from(runs).where(eq(runs.subject, cart));
  const [row] = await site.db.select().from(carts).where(eq(carts.id, cart));
  const [person] = await site.db.select().from(customers).where(eq(customers.firstName, xss));
  const shopper = { customer: row!.customerId, cart, run: run!.id };
  const id = await insertSent(site.db, {
    shopper,
    locale: 'en',
    email: 'mallory@shop.example',
    template: 'cart/reminder',
    minutes: 1,
  });
  const [sent] = await site.db.select().from(messages).where(eq(messages.id, id));
  expect(JSON.stringify(sent!.frozen)).toContain('script');
  paths = [
    '/',
    '/messages',
    `/messages?state=sent&reason=${encodeURIComponent(xss)}`,
    `/messages/${id}`,
    '/runs',
    `/runs/${run!.id}`,
    '/customers',
    `/customers?q=${encodeURIComponent(xss)}`,
    `/customers/${person!.id}`,
    `/preview?template=cart/reminder&cart=${cart}&locale=en`,
    '/quarantine',
    '/undelivered',
    '/audit',
  ];
});
afterAll(() => {
  trap.close();
  api.close();
});

test('nothing is fetched from what events say: not at intake, not to render, not to show', async () => {
  for (const path of [...paths, ...paths.map((one) => one.replace(/^\/messages\/([^?]+)$/, '/messages/$1/html'))]) {
    const response = await site.get(path);
    expect(response.status, path).toBe(200);
    await response.text();
  }
  expect((await site.get('/messages.csv')).status).toBe(200);
  expect(hits).toEqual([]);
  console.log(`ssrf: 8 events with URLs of a trap, rendered and shown on ${paths.length} pages: ${hits.length} hits`);
});

test('whatever a shop’s data says, the console shows it as text', async () => {
  const { page } = await open();
  const dialogs: string[] = [];
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  for (const path of paths) {
    await page.goto(`${site.url}${path}`, { waitUntil: 'domcontentloaded' });
    const found: { readonly owned: boolean; readonly grown: number; readonly scripts: readonly (string | null)[] } =
      await page.evaluate(`({
        owned: 'owned' in globalThis,
        grown: document.querySelectorAll('#grown, [onerror], img[src="x"]').length,
        scripts: [...document.scripts].map(script => script.getAttribute('src')),
      })`);
    expect(found, path).toMatchObject({ owned: false, grown: 0 });
    expect(
      found.scripts.every((source) => source?.startsWith('/assets/')),
      path,
    ).toBe(true);
    for (const frame of page.frames().slice(1)) {
      expect(await frame.locator('#grown, script, [onerror]').count(), `${path}, its message`).toBe(0);
    }
  }
  // The data was there to be shown.
  await page.goto(`${site.url}${paths.find((path) => path.startsWith('/customers/'))}`);
  await page.getByRole('heading', { level: 1, name: xss }).waitFor();
  expect(dialogs).toEqual([]);
});
