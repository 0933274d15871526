import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type FrozenEmail, messages, outbox, runs } from '../../db/schema/index.ts';
import { workflowId } from '../../domain/run.ts';
import type { StoreId } from '../../domain/ids.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { insertSent, insertUnknown, insertWithheld } from './decisions.ts';
import { insertEvent, insertOrder, insertShopper, now } from './shop.ts';
import { useConsole } from './use-console.ts';

const site = useConsole();
const open = useBrowser(site);

const shopper = async (firstName: string, locale: 'fr' | 'en' = 'fr') => {
  const email = `${firstName.toLowerCase()}@example.org`;
  return { locale, email, shopper: await insertShopper(site.db, { firstName, email, locale }) };
};

test('a message appears on the open page without a reload, and the totals follow', async () => {
  const { page, complaints } = await open();
  await page.goto(site.url);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }));
  const sentBefore = Number(await page.locator('#totals div:has(dt:text-is("Sent")) dd').innerText());

  const camille = await shopper('Camille');
  const id = await insertSent(site.db, { ...camille, template: 'cart/reminder', minutes: 1 });

  const row = page.locator(`#message-${id}`);
  await row.waitFor();
  await expect
    .poll(async () => row.innerText())
    .toMatch(/Sent[^]*Votre panier chez Maison Lumen[^]*camille@example\.org/u);
  await expect
    .poll(async () => page.locator('#totals div:has(dt:text-is("Sent")) dd').innerText(), { timeout: 10_000 })
    .toBe(String(sentBefore + 1));
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true);
  expect(complaints).toEqual([]);
});

test('a withheld message says why in words, and what each rule saw', async () => {
  const louise = await shopper('Louise');
  await insertOrder(site.db, louise.shopper, 30);
  const id = await insertWithheld(site.db, { ...louise, template: 'cart/reassurance', minutes: 12 }, 'bought');

  const { page, complaints } = await open();
  await page.goto(`${site.url}/messages?state=withheld`);
  await expect.poll(async () => page.locator(`#message-${id}`).innerText()).toContain('the customer bought');
  await page.locator(`#message-${id} a[href="/messages/${id}"]`).click();
  await page.getByRole('heading', { level: 1, name: 'cart/reassurance to Louise' }).waitFor();
  const verdict = page.getByRole('row').filter({ hasText: 'still-wanted' });
  expect(await verdict.innerText()).toMatch(/Withhold[^]*the customer bought[^]*order\.placed/u);
  expect(complaints).toEqual([]);
});

test('a sent message is shown as the customer sees it: cart lines, text part and headers, sealed off from the page', async () => {
  const oliver = await shopper('Oliver', 'en');
  const id = await insertSent(site.db, { ...oliver, template: 'cart/reminder', minutes: 2 });

  const { page, complaints } = await open();
  await page.goto(`${site.url}/messages/${id}`);
  const message = page.frameLocator('iframe');
  await message.getByText('Fig scented candle').waitFor();
  await message.getByText('Handmade stoneware vase').waitFor();
  expect(await message.locator('[data-call="main"]').count()).toBe(1);
  await expect
    .poll(async () =>
      message
        .locator('img')
        .first()
        .evaluate((image: object) => Number(Reflect.get(image, 'naturalWidth'))),
    )
    .toBeGreaterThan(0);
  expect(await page.locator('.text pre').innerText()).toMatch(/Hello Oliver,[^]*2 × Fig scented candle/u);
  await page.getByText('Headers', { exact: true }).click();
  expect(await page.locator('#headers').innerText()).toContain('List-Unsubscribe=One-Click');

  const frozen = await site.db.select().from(messages).where(eq(messages.id, id));
  expect(await (await site.get(`/messages/${id}/html`)).text()).toBe((frozen[0]!.frozen as FrozenEmail).html);
  expect(complaints).toEqual([]);
});

test('a hostile message runs no script and cannot reach the page around it', async () => {
  const mallory = await shopper('Mallory');
  const id = await insertSent(site.db, { ...mallory, template: 'cart/reminder', minutes: 3 });
  const [row] = await site.db.select().from(messages).where(eq(messages.id, id));
  const html = '<p id="p">before</p><script>document.getElementById("p").textContent = "ran"</script>';
  await site.db
    .update(messages)
    .set({ frozen: { ...row!.frozen!, html, subject: '<b>bold</b>' } })
    .where(eq(messages.id, id));

  for (const path of [`/messages/${id}`, `/messages/${id}/html`]) {
    const { page } = await open();
    await page.goto(`${site.url}${path}`);
    const paragraph = path.endsWith('html') ? page.locator('#p') : page.frameLocator('iframe').locator('#p');
    await expect.poll(async () => paragraph.innerText()).toBe('before');
    if (!path.endsWith('html')) await page.getByRole('heading', { level: 1, name: '<b>bold</b>' }).waitFor();
  }
});

test('a run leads to its workflow in the Temporal UI', async () => {
  const { shopper: ines } = await shopper('Ines');
  const { page, complaints } = await open();
  await page.goto(`${site.url}/runs/${ines.run}`);
  const key = {
    store: 'lumen' as StoreId,
    journey: 'cartAbandonment',
    customer: ines.customer,
    subject: ines.cart,
    episode: 1,
  };
  expect(await page.getByRole('link', { name: 'Open in Temporal' }).getAttribute('href')).toBe(
    `http://127.0.0.1:8233/namespaces/relance/workflows/${encodeURIComponent(workflowId(key))}`,
  );
  await page.getByText('Running', { exact: true }).waitFor();

  await site.db.update(runs).set({ exitEvent: 'order.placed', exitedAt: now }).where(eq(runs.id, ines.run));
  await page.getByText('Stopped by a purchase').first().waitFor();
  expect(complaints).toEqual([]);
});

test('a customer’s page tells everything: identity, consent, runs, messages, events with their fates', async () => {
  const hugo = await shopper('Hugo');
  await insertSent(site.db, { ...hugo, template: 'cart/reminder', minutes: 50 });
  await insertOrder(site.db, hugo.shopper, 40);
  await insertEvent(site.db, hugo.shopper.customer, 'cart.updated', now, 'bought');

  const { page, complaints } = await open();
  await page.goto(`${site.url}/customers?q=HUGO@`);
  await page.getByRole('link', { name: 'Hugo' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hugo' }).waitFor();
  const words = await page.locator('main').innerText();
  for (const wanted of ['hugo@example.org', 'newsletter form', 'Votre panier chez Maison Lumen', 'placed', '€79.00']) {
    expect(words).toContain(wanted);
  }
  expect(await page.locator('#events').innerText()).toMatch(/Ignored[^]*the order came before this event/u);
  expect(complaints).toEqual([]);
});

test('what needs somebody stands on the first page: unknown fates and undelivered changes', async () => {
  const maya = await shopper('Maya', 'en');
  await insertUnknown(site.db, { ...maya, template: 'cart/reassurance', minutes: 20 });
  await site.db
    .update(outbox)
    .set({ dispatchedAt: null, deadAt: now, attempts: 9, lastError: 'workflow not found' })
    .where(eq(outbox.runId, maya.shopper.run));

  const { page, complaints } = await open();
  await page.goto(site.url);
  await page.getByText('of unknown fate: the provider may have accepted them').waitFor({ timeout: 10_000 });
  await page.getByRole('link', { name: '1 change' }).click();
  await expect.poll(async () => page.locator('#letters').innerText()).toMatch(/Start[^]*workflow not found/u);
  expect(complaints).toEqual([]);
});

test('times are shown in the store’s zone, which is named', async () => {
  const { page } = await open({ timezoneId: 'Asia/Tokyo' });
  await page.goto(site.url);
  expect(await page.locator('#clock').innerText()).toBe('22 Nov 2026, 10:42:07 Europe/Paris');
});

test('the console can be read without JavaScript', async () => {
  const nina = await shopper('Nina');
  const id = await insertSent(site.db, { ...nina, template: 'cart/reminder', minutes: 5 });
  const { page, complaints } = await open({ javaScriptEnabled: false });
  await page.goto(site.url);
  expect(await page.locator(`#message-${id}`).innerText()).toContain('nina@example.org');
  await page.goto(`${site.url}/preview`);
  await page.locator('select[name=locale]').selectOption('en');
  await page.getByRole('button', { name: 'Show' }).click();
  expect(page.url()).toContain('locale=en');
  expect(complaints).toEqual([]);
});
