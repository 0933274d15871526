import { desc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { allowlist, auditLog, operators, pauses, runs, sendingModes, testSends } from '../../db/schema/index.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { insertShopper } from './shop.ts';
import { useConsole } from './use-console.ts';

const site = useConsole();
const open = useBrowser(site);

const lastAct = async () => (await site.db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1))[0];

test('an operator pauses a journey with a reason, sees it on the pages that it concerns, and lets it go on', async () => {
  await insertShopper(site.db, { firstName: 'Ada', email: 'ada@shop.example', locale: 'en' });
  const { page, complaints } = await open();
  await page.goto(`${site.url}/switches`);
  const form = page.locator('form[action="/switches/pause"]');
  await form.locator('select[name=journey]').selectOption('cartAbandonment');
  await form.locator('select[name=rule]').selectOption('skip');
  await form.getByLabel('Why').fill('the sales have begun');
  await form.getByRole('button', { name: 'Pause' }).click();
  const row = page.locator('#pauses tbody tr');
  await row.getByText('the sales have begun').waitFor();
  expect(await lastAct()).toMatchObject({
    act: 'sending.paused',
    actor: `operator:${site.operator.id}`,
    detail: { journey: 'cartAbandonment', rule: 'skip' },
  });

  const [run] = await site.db.select().from(runs).limit(1);
  for (const path of ['/', `/runs/${run!.id}`]) {
    await page.goto(`${site.url}${path}`);
    await page.locator('#switched').getByText('the sales have begun').waitFor();
  }

  await page.goto(`${site.url}/switches`);
  await row.getByLabel('Why').fill('they are over');
  await row.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Nothing is paused.').waitFor();
  expect(await site.db.select().from(pauses)).toMatchObject([{ liftedWhy: 'they are over' }]);
  expect(complaints).toEqual([]);
});

test('going live: the store goes from on to shadow by one act, and says so on the overview', async () => {
  const { page } = await open();
  await page.goto(`${site.url}/switches`);
  const row = page.locator('#mode-store');
  await row.getByLabel('Mode of The whole store').selectOption('shadow');
  await row.getByLabel('Why').fill('a look first');
  await row.getByRole('button', { name: 'Set' }).click();
  await row.getByText('a look first').waitFor();
  await page.locator('#mode-cartAbandonment .badge').getByText('Shadow').waitFor();
  expect(await site.db.select().from(sendingModes)).toMatchObject([{ journey: '*', mode: 'shadow', until: null }]);
  await page.goto(site.url);
  await page.locator('#switched').getByText('a look first').waitFor();
});

test('an address is put on the list by its hash, and taken off', async () => {
  const { page } = await open();
  await page.goto(`${site.url}/switches`);
  const form = page.locator('form[action="/switches/allow"]');
  await form.getByLabel('Which is').fill('Colleague@shop.example');
  await form.getByLabel('Why').fill('tries it out');
  await form.getByRole('button', { name: 'Put on the list' }).click();
  await page.locator('#allowlist').getByText('tries it out').waitFor();
  expect(JSON.stringify(await site.db.select().from(allowlist)).toLowerCase()).not.toContain('colleague');
  await page.getByRole('button', { name: 'Take off' }).click();
  await page.getByText('Nobody is on the list.').waitFor();
});

test('without a reason, or without the token of the session, nothing is switched', async () => {
  const post = async (fields: Readonly<Record<string, string>>) =>
    fetch(`${site.url}/switches/mode`, {
      method: 'POST',
      headers: { origin: site.url, cookie: `${site.cookie.name}=${site.cookie.value}` },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const before = await site.db.select().from(auditLog);
  const wish = { store: 'lumen', journey: '', mode: 'off' };
  expect((await post({ ...wish, why: 'x' })).status).toBe(403);
  const { page } = await open();
  await page.goto(`${site.url}/switches`);
  const csrf = await page.locator('input[name="csrf"]').first().inputValue();
  const refused = await post({ ...wish, csrf });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('why');
  expect(await site.db.select().from(auditLog)).toEqual(before);
});

test('"send me this message" asks the worker for it, and its page says how it stands', async () => {
  const { customer } = await insertShopper(site.db, { firstName: 'Eve', email: 'eve@shop.example', locale: 'en' });
  const { page } = await open();
  const send = async () => {
    await page.goto(`${site.url}/customers/${customer}`);
    await page.getByRole('button', { name: 'Send it to me' }).click();
  };
  await send();
  await page.getByText('You have no address yet').waitFor();
  await site.db.update(operators).set({ email: 'me@shop.example' }).where(eq(operators.id, site.operator.id));
  await send();
  await page.getByText('the worker has not taken it yet').waitFor();
  expect(await lastAct()).toMatchObject({ act: 'message.tested', subject: `customer/${customer}` });
  expect(await site.db.select().from(testSends)).toMatchObject([{ customerId: customer, state: 'asked' }]);
});
