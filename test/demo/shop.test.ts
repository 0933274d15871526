import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from '../../dev/demo/catalogue.ts';
import { catalogueEvents } from '../../dev/demo/catalogue-events.ts';
import { readClickstream } from '../../dev/demo/clickstream.ts';
import { createCarts } from '../../dev/demo/shop/carts.ts';
import { type ShopServer, startShopServer } from '../../dev/demo/shop/server.ts';
import { timelineOf } from '../../dev/demo/timeline.ts';

const carts = createCarts();
let shop: ShopServer;
beforeAll(async () => {
  shop = await startShopServer(carts, 0);
});
afterAll(() => shop.stop());

test('every picture and page that the catalogue names is there', async () => {
  for (const { data } of catalogueEvents(shop.url, '2024-02-05T00:00:00.000Z')) {
    const picture = await fetch(data['imageUrl'] as string);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(await picture.text()).toMatch(/^<svg .*<\/svg>$/);
    expect((await fetch(data['url'] as string)).status).toBe(200);
  }
});

test("a message's cart link opens the cart as it was last told", async () => {
  const events = timelineOf(readClickstream(), shop.url).map(({ event }) => event);
  const told = events.find(({ type }) => type === 'cart.updated')!;
  expect((await fetch(told.data['url'] as string)).status).toBe(404);
  for (const event of events) carts.apply(event);
  const page = await fetch(told.data['url'] as string);
  const [line] = told.data['lines'] as { productId: string }[];
  expect(await page.text()).toContain(catalogue.find(({ sku }) => sku === line!.productId)!.title.en);
});

test('the home page lists the catalogue; what is not there is 404', async () => {
  expect(await (await fetch(shop.url)).text()).toContain(catalogue[0]!.title.en);
  expect((await fetch(`${shop.url}/products/nothing`)).status).toBe(404);
});
