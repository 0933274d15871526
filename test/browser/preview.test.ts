import { expect, test } from 'vitest';
import { useBrowser } from './chromium/use-browser.ts';
import { insertShopper } from './shop.ts';
import { useConsole } from './use-console.ts';

const site = useConsole();
const open = useBrowser(site);

test('with no cart yet the preview shows an invented one', async () => {
  const { page, complaints } = await open();
  await page.goto(`${site.url}/preview`);
  const message = page.frameLocator('iframe');
  await message.getByText('Bougie parfumée Figuier').waitFor();
  await expect
    .poll(async () =>
      message
        .locator('img')
        .first()
        .evaluate((image: object) => Number(Reflect.get(image, 'naturalWidth'))),
    )
    .toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test('the preview switches template and language on the spot, over a customer’s real cart', async () => {
  const zoe = await insertShopper(site.db, { firstName: 'Zoé', email: 'zoe@example.org', locale: 'fr' });
  await insertShopper(site.db, { firstName: 'Paul', email: 'paul@example.org', locale: 'fr', minutes: 5 });

  const { page, complaints } = await open();
  await page.goto(`${site.url}/preview?customer=${zoe.customer}`);
  const message = page.frameLocator('iframe');
  await message.getByText('Bonjour Zoé,').waitFor();
  await message.getByText('Bougie parfumée Figuier').waitFor();

  await page.locator('select[name=locale]').selectOption('en');
  await message.getByText('Hello Zoé,').waitFor();
  await message.getByText('Fig scented candle').waitFor();

  await page.locator('select[name=template]').selectOption('cart/offer');
  await message.getByText('LUMEN10').waitFor();
  await page.locator('select[name=offer]').selectOption('none');
  await message.getByText('One last word, then we leave you in peace').waitFor();
  expect(await page.locator('.text pre').innerText()).not.toContain('LUMEN10');
  expect(complaints).toEqual([]);
});

test('an unknown template, language or cart falls back instead of failing', async () => {
  const { page } = await open();
  const answer = await page.goto(`${site.url}/preview?template=no/such&locale=xx&cart=%27--&offer[]=1`);
  expect(answer?.status()).toBe(200);
  await page.frameLocator('iframe').locator('[data-call="main"]').waitFor();
  const gone = await page.goto(`${site.url}/preview?cart=00000000-0000-4000-8000-000000000000`);
  expect(gone?.status()).toBe(200);
  await page.getByText('This cart has nothing to show').waitFor();
});
