import { desc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  allowlist,
  auditLog,
  brakeReleases,
  brakes,
  operators,
  pauses,
  runs,
  sendingModes,
  testSends,
  volumeApprovals,
} from '../../db/schema/index.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { insertHeld } from './decisions.ts';
import { insertShopper, now, storeId } from './shop.ts';
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
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('why');
  expect(await site.db.select().from(auditLog)).toEqual(before);
});

test('"send me this message" asks the worker for it, and its page says how it stands', async () => {
  const { customer } = await insertShopper(site.db, { firstName: 'Eve', email: 'eve@shop.example', locale: 'en' });
  const { page } = await open();
  const send = async () => {
    await page.goto(`${site.url}/customers/${customer}`);
    await page.locator('select[name=message]').selectOption('cartAbandonment cart/reminder email');
    await page.getByRole('button', { name: 'Look at it' }).click();
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

test('R203 a brake is released and a held volume approved on their page, with who and why, without any script', async () => {
  const lia = await insertShopper(site.db, { firstName: 'Lia', email: 'lia@shop.example', locale: 'en' });
  const told = { locale: 'en', email: 'lia@shop.example', shopper: lia, template: 'cart/reminder' } as const;
  await insertHeld(site.db, { ...told, minutes: 5 });
  await site.db.insert(brakes).values({
    id: '0198f9c4-7d3e-7000-8000-000000000002',
    storeId,
    channel: 'email',
    journey: 'cartAbandonment',
    metric: 'complaints',
    level: 'stop',
    events: 9,
    accepted: 1_000,
    since: now,
  });
  const { page, complaints } = await open({ javaScriptEnabled: false });
  await page.goto(site.url);
  await page.locator('#attention').getByText('1 message waits').click();

  const brake = page.locator('#brakes tbody tr');
  await brake.getByText('marketing waits').waitFor();
  // By the clock of the store, which is in Paris.
  await brake.getByLabel('Until').fill('2026-11-22T20:00');
  await brake.getByLabel('Why').fill('a list that is gone');
  await brake.getByRole('button', { name: 'Release' }).click();
  const release = page.locator('#releases tbody tr');
  await release.getByText('a list that is gone').waitFor();
  expect(await site.db.select().from(brakeReleases)).toMatchObject([
    { journey: 'cartAbandonment', until: new Date('2026-11-22T19:00:00Z'), releasedBy: `operator:${site.operator.id}` },
  ]);
  expect(await release.getByText(site.operator.name).count()).toBe(1);
  await release.getByLabel('Why').fill('rather not');
  await release.getByRole('button', { name: 'Hold again' }).click();
  await page.getByText('No brake is released.').waitFor();

  const volume = page.locator('#volume-email');
  await volume.getByLabel('Messages a day').fill('20000');
  await volume.getByLabel('Until').fill('2026-11-27T23:59');
  await volume.getByLabel('Why').fill('Black Friday');
  await volume.getByRole('button', { name: 'Approve' }).click();
  await volume.getByText('Black Friday').waitFor();
  expect(await lastAct()).toMatchObject({ act: 'volume.approved', detail: { daily: 20_000 } });
  await volume.getByLabel('Why').first().fill('sold out');
  await volume.getByRole('button', { name: 'Take back' }).click();
  await expect.poll(async () => volume.innerText()).not.toContain('Black Friday');
  expect(await site.db.select().from(volumeApprovals)).toMatchObject([{ endedWhy: 'sold out', until: now }]);
  expect(await lastAct()).toMatchObject({ act: 'volume.withdrawn', actor: `operator:${site.operator.id}` });
  expect(complaints).toEqual([]);
  await volume.getByLabel('Messages a day').fill('many');
  await volume.getByLabel('Until').fill('2026-11-27T23:59');
  await volume.getByLabel('Why').fill('again');
  await volume.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Nothing was changed: daily').waitFor();
  expect(await site.db.$count(volumeApprovals)).toBe(1);
  expect(await volume.getByLabel('Messages a day').inputValue()).toBe('many');
  expect(await volume.getByLabel('Until').inputValue()).toBe('2026-11-27T23:59');
  expect(await page.locator('#volume-sms').getByLabel('Messages a day').inputValue()).toBe('');
});

test('what is being written is not lost when the page is renewed', async () => {
  const { page } = await open();
  await page.goto(`${site.url}/deliverability`);
  const why = page.locator('#volume-sms').getByLabel('Why');
  await why.fill('half a sen');
  await page.locator('h1').click();
  await insertHeld(site.db, {
    shopper: await insertShopper(site.db, { firstName: 'Noa', email: 'noa@shop.example', locale: 'en' }),
    locale: 'en',
    email: 'noa@shop.example',
    template: 'cart/reminder',
    minutes: 5,
  });
  const other = { id: '0198f9c4-7d3e-7000-8000-000000000003', storeId, channel: 'sms', journey: '*' } as const;
  const rate = { metric: 'complaints', level: 'warn', events: 3, accepted: 1_000, since: now } as const;
  await site.db.insert(brakes).values({ ...other, ...rate });
  await page.locator(`#brake-${other.id}`).waitFor();
  expect(await why.inputValue()).toBe('half a sen');
});
