import type { Server } from 'node:http';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import { consents, customerAliases, messages } from '../../db/schema/index.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { useDatabase } from '../stack/database.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { insertSent } from './decisions.ts';
import { insertShop, insertShopper, now, storeId } from './shop.ts';

const database = useDatabase();
const open = useBrowser();
let server: Server;
let url = '';

beforeAll(async () => {
  const { db } = database.connection;
  const app = createApp({
    db,
    clock: { now: () => now.getTime() },
    specs: [],
    logger: createLogger({ process: 'api', level: 'silent' }),
    wake: () => {},
    readiness: async () => ({ ready: true, checks: {} }),
  });
  server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${portOf(server)}`;
  await insertShop(db, url);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A shopper with a phone and a message: the secret of its links. */
const recipient = async (firstName: string, phone: string) => {
  const { db } = database.connection;
  const email = `${firstName.toLowerCase()}@example.org`;
  const shopper = await insertShopper(db, { firstName, email, locale: 'fr' });
  await db.insert(customerAliases).values({ storeId, kind: 'phone', value: phone, customerId: shopper.customer });
  const id = await insertSent(db, { shopper, locale: 'fr', email, template: 'cart/reminder', minutes: 3 });
  const [message] = await db.select().from(messages).where(eq(messages.id, id));
  return { ...shopper, token: message!.linkToken! };
};

const actsOf = async (customer: string) =>
  database.connection.db
    .select({ channel: consents.channel, list: consents.list, state: consents.state })
    .from(consents)
    .where(eq(consents.customerId, customer as never))
    .orderBy(consents.at);

test('without a script a customer chooses, pauses, changes the language and leaves, from the unsubscribe page on', async () => {
  const { customer, token } = await recipient('Camille', '+33612345678');
  const { page, complaints } = await open({ locale: 'fr-FR', javaScriptEnabled: false });
  await page.goto(`${url}/u/${token}`);
  await page.getByRole('link', { name: 'Choisir ce que je reçois' }).click();
  await page.getByRole('heading', { name: 'Vos préférences' }).waitFor();
  const box = (channel: string, name: RegExp) =>
    page.getByRole('group', { name: channel }).getByRole('checkbox', { name });
  expect(await box('Par e-mail', /rappels de panier/u).isChecked()).toBe(true);
  expect(await box('Par SMS', /rappels de panier/u).isChecked()).toBe(false);

  await box('Par e-mail', /rappels de panier/u).uncheck();
  await box('Par SMS', /offres/u).check();
  // By the keyboard: Enter in the form saves, and does nothing else.
  await box('Par SMS', /offres/u).press('Enter');
  expect(await page.getByRole('status').innerText()).toBe('Vos choix sont enregistrés.');
  expect(await box('Par e-mail', /rappels de panier/u).isChecked()).toBe(false);
  expect((await actsOf(customer)).slice(1)).toEqual([
    { channel: 'email', list: 'reminders', state: 'withdrawn' },
    { channel: 'sms', list: 'offers', state: 'granted' },
  ]);

  await page.getByRole('button', { name: 'Faire une pause de 30 jours' }).click();
  await page.getByText('avant le 22 décembre 2026').waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Resume now' }).click();
  expect(await page.getByRole('status').innerText()).toBe('Done: the break is over.');
  await page.getByRole('button', { name: 'Leave everything' }).click();
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  expect((await actsOf(customer)).slice(3)).toEqual([
    { channel: 'email', list: '', state: 'withdrawn' },
    { channel: 'sms', list: '', state: 'withdrawn' },
  ]);
  expect(complaints.filter((complaint) => !complaint.includes('favicon'))).toEqual([]);
});

test('it fits a phone, follows the dark, and is legible in both', async () => {
  const { token } = await recipient('Noor', '+33612345679');
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await open({ locale: 'fr-FR', colorScheme, viewport: { width: 360, height: 740 } });
    await page.goto(`${url}/preferences/${token}`);
    const measured = await page.evaluate<{
      readonly wider: number;
      readonly small: readonly string[];
      readonly contrasts: readonly number[];
    }>(`(${measure})()`);
    expect(measured.wider).toBe(0);
    expect(measured.small).toEqual([]);
    expect(measured.contrasts.length).toBeGreaterThan(10);
    // WCAG 2.2, 1.4.3.
    expect(Math.min(...measured.contrasts)).toBeGreaterThan(4.5);
  }
});

/** In the page: what sticks out, what is too small to touch, and each text against what is behind it. */
const measure = `() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const contrasts = [...document.querySelectorAll('h1, h2, p, a, legend, legend span, label span, button')].map((element) => {
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
  const small = [...document.querySelectorAll('button, label')]
    .filter((element) => element.getBoundingClientRect().height < 24).map((element) => element.textContent);
  const { scrollWidth, clientWidth } = document.documentElement;
  return { wider: scrollWidth - clientWidth, small, contrasts };
}`;
