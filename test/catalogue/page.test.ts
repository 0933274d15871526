import { expect, test } from 'vitest';
import { products } from '../../db/schema/index.ts';
import { productId } from '../../db/ids.ts';
import { now, storeId } from '../browser/shop.ts';
import { useConsole } from '../browser/use-console.ts';

const site = useConsole();

test('R231 the console counts what is wrong with products, and names those that have it', async () => {
  await site.db.insert(products).values({
    id: productId(storeId, 'broken <b>'),
    storeId,
    externalId: 'broken <b>',
    title: 'Broken',
    translations: {},
    price: 0,
    currency: 'EUR',
    describedAt: now,
  });
  const page = await (await site.get(`/catalogue?store=${storeId}&flaw=zero_price`)).text();
  expect(page).toMatch(/Error[^]*a price of zero or less[^]*<td>1<\/td>/u);
  expect(page).toContain('<code>broken &lt;b&gt;</code>');
  expect(page).toMatch(/May be proposed<\/dt><dd>2</u);
});
