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
  await page.locator('select[name=template]').selectOption('cart/offer');
  await page.getByRole('button', { name: 'Ask' }).click();
  const told = page.locator('#dry-run');
  await told.getByText('cart/offer#1').waitFor();
  expect(await told.innerText()).toMatch(/It would (not )?be sent now\./u);
  expect(complaints).toEqual([]);
  expect((await site.get('/customers/00000000-0000-0000-0000-000000000000/explain')).status).toBe(404);
  expect((await site.get(`/customers/${camille.customer}/explain?journey=nothing`)).status).toBe(200);
});
