import { expect, test } from 'vitest';
import { auditLog, definitions, products } from '../../db/schema/index.ts';
import { productId } from '../../db/ids.ts';
import { insertShopper, now, storeId } from '../browser/shop.ts';
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

test('R111 R227 the console says what is missing and what that blocks, refuses a journey, and switches it on in spite of it', async () => {
  const page = await (await site.get(`/data?store=${storeId}`)).text();
  expect(page).toMatch(/id="field-stock"[^]*?of \d+ products/u);
  expect(page).toMatch(/id="blocked-lowStock"[^]*?a stock: \d+(\.\d)? % of 80 %/u);
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)![1]!;
  const post = async (fields: Readonly<Record<string, string>>) =>
    fetch(`${site.url}/switches/mode`, {
      method: 'POST',
      headers: { origin: site.url, cookie: `${site.cookie.name}=${site.cookie.value}` },
      body: new URLSearchParams({ csrf, store: storeId, journey: 'lowStock', mode: 'on', why: 'live', ...fields }),
      redirect: 'manual',
    });
  const refused = await post({});
  const shown = await refused.text();
  expect(refused.status).toBe(409);
  expect(shown).toMatch(/id="lacks"[^]*stock: \d+ of \d+ products have a stock/u);
  const acts = async () => (await site.db.select().from(auditLog)).filter(({ act }) => act === 'mode.set');
  expect(await acts()).toEqual([]);
  const inSpiteOf = /name="inSpiteOf" value="([^"]+)"/.exec(shown)![1]!;
  expect((await post({ inSpiteOf, why: 'the feed comes tonight' })).status).toBe(303);
  expect(await acts()).toMatchObject([{ detail: { inSpiteOf: expect.stringContaining('stock') } }]);
});

test('R112 R115 the console defines a segment: flaws are named, size and examples shown, saved with who and why, retired', async () => {
  const { customer } = await insertShopper(site.db, { firstName: 'Ada', email: 'ada@shop.example', locale: 'fr' });
  const page = await (await site.get(`/definitions?store=${storeId}`)).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)![1]!;
  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const response = await fetch(`${site.url}${path}`, {
      method: 'POST',
      headers: { origin: site.url, cookie: `${site.cookie.name}=${site.cookie.value}` },
      body: new URLSearchParams({ csrf, store: storeId, name: 'french', basedOn: '0', why: 'the sales', ...fields }),
      redirect: 'manual',
    });
    return { status: response.status, text: await response.text() };
  };
  const words = { title: { fr: 'En français', en: 'French' }, goal: { outcome: 'purchase', within: '30 days' } };
  const definition = JSON.stringify({ ...words, include: { language: 'fr' } });
  const wrong = await post('/definitions', {
    do: 'save',
    definition: JSON.stringify({ ...words, include: { mood: 1 } }),
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toMatch(/id="flaws-definition">definition\.include: write exactly one of and, or, not, score/u);
  expect(wrong.text).toMatch(/name="definition"[^>]*aria-invalid="true"[^>]*>[^<]*mood/u);
  expect(wrong.text).toMatch(/name="why"[^>]*value="the sales"/u);
  expect((await post('/definitions', { do: 'save', definition: '{' })).text).toContain('is not JSON');
  const preview = await post('/definitions', { do: 'preview', definition });
  expect(preview.status).toBe(200);
  expect(preview.text).toMatch(/Customers who read fr\.[^]*<dt>Customers<\/dt><dd>1<\/dd>/u);
  expect(preview.text).toContain(`/customers/${customer}`);
  expect(await site.db.select().from(definitions)).toEqual([]);
  expect((await post('/definitions', { do: 'save', definition })).status).toBe(303);
  const saved = await (await site.get(`/definitions/french?store=${storeId}`)).text();
  expect(saved).toMatch(/saved:french[^]*version 1[^]*the sales/u);
  expect(await site.db.select().from(definitions)).toMatchObject([
    { name: 'french', version: 1, savedBy: `operator:${site.operator.id}`, why: 'the sales' },
  ]);
  expect((await post('/definitions/retire', { why: 'over' })).status).toBe(303);
  expect(await (await site.get(`/definitions/french?store=${storeId}`)).text()).toContain('retired: nobody is in it');
  expect(await (await site.get(`/data?store=${storeId}`)).text()).toMatch(/id="age-segments"[^]*?None yet/u);
});
