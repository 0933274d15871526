import { beforeAll, expect, test } from 'vitest';
import { useBrowser } from './chromium/use-browser.ts';
import { insertSent, insertWithheld } from './decisions.ts';
import { insertShopper } from './shop.ts';
import { useConsole } from './use-console.ts';

const site = useConsole();
const open = useBrowser(site);
let camille: Awaited<ReturnType<typeof insertShopper>>;
beforeAll(async () => {
  const email = 'camille@maison-lumen.example';
  camille = await insertShopper(site.db, { firstName: 'Camille', email, locale: 'fr' });
  const common = { shopper: camille, locale: 'fr', email } as const;
  await insertSent(site.db, { ...common, template: 'cart/reminder', minutes: 60 });
  await insertWithheld(site.db, { ...common, template: 'cart/reassurance', minutes: 5 }, 'bought');
});

test('the page of why tells each step in a sentence, with what every rule said, without any script (Q11)', async () => {
  const { page, complaints } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.url}/customers/${camille.customer}`);
  await page.getByRole('link', { name: 'What was sent and withheld' }).click();
  await page.getByRole('heading', { name: 'Why, for Camille' }).waitFor();
  const history = page.locator('#history');
  await history.getByText('by email, marketing. Sent 22 Nov 2026, 09:42.').waitFor();
  await history.getByText('Not sent: the customer had bought.').waitFor();
  await history.getByText('What each rule said').first().click();
  await history.getByText('It was due 22 Nov 2026, 10:30.').first().waitFor();
  expect(complaints).toEqual([]);
});

test('what would happen now is asked on the same page; an address that means nobody is not found', async () => {
  const { page, complaints } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.url}/customers/${camille.customer}/explain`);
  await page.locator('select[name=message]').selectOption('cartAbandonment cart/offer email');
  await page.getByRole('button', { name: 'Ask' }).click();
  const told = page.locator('#dry-run');
  await told.getByText('cart/offer#1').waitFor();
  expect(await told.innerText()).toMatch(/It would (not )?be sent now\./u);
  expect(complaints).toEqual([]);
  expect((await site.get('/customers/00000000-0000-0000-0000-000000000000/explain')).status).toBe(404);
  expect((await site.get(`/customers/${camille.customer}/explain?message=nothing`)).status).toBe(200);
});

test('any message is looked at as the customer would get it, with what of it is a sample, and what a text message costs', async () => {
  const { page, complaints } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.url}/customers/${camille.customer}`);
  const look = async (message: string) => {
    await page.locator('select[name=message]').selectOption(message);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('heading', { name: 'A message as Camille would get it' }).waitFor();
  };
  await look('cartAbandonment cart/reminder email');
  await page.frameLocator('iframe').getByText('Bonjour Camille,').waitFor();
  expect(await page.locator('#sampled').count()).toBe(0);
  expect(await page.locator('#dry-run').innerText()).toMatch(/possible/u);

  await look('parcelTracking order/shipped email');
  await page.locator('#sampled').getByText('the parcel is a sample').waitFor();
  await page
    .locator('#dry-run')
    .getByText('The journey cannot concern this customer now. It is about a parcel')
    .waitFor();

  await look('winBack win-back/gift sms');
  await page.locator('#sms-text').waitFor();
  expect(await page.locator('main').innerText()).toMatch(/\d segments? of (GSM-7|UCS-2)/u);
  expect(await page.locator('#sms-text').innerText()).toMatch(/^Maison Lumen : .+STOP/su);
  expect(complaints).toEqual([]);
});

test('what text messages cost is on a page, with what is left of today (R197)', async () => {
  const { page, complaints } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.url}/`);
  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  await page.getByRole('link', { name: 'Text messages' }).click();
  await page.locator('#sms-today').getByText('€0.00 of €50.00; €50.00 left').waitFor();
  await page.getByRole('link', { name: '7 days' }).click();
  await page.getByText('No text message went out in this time.').waitFor();
  expect(complaints).toEqual([]);
});
