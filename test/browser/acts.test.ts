import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { apiKeys, auditLog, inbox, messages, outbox } from '../../db/schema/index.ts';
import { liftPause, pauseProvider, readPauses, wholeAccount } from '../../db/ledger/provider-pauses.ts';
import { holdSending, readHold, releaseSending, restoredHold } from '../../db/road/restored.ts';
import type { StoreId } from '../../domain/ids.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { insertUnknown } from './decisions.ts';
import { insertShopper, now } from './shop.ts';
import { useConsole } from './use-console.ts';

const site = useConsole();
const open = useBrowser(site);
const lumen = 'lumen' as StoreId;

const post = async (path: string, fields: Readonly<Record<string, string>> = {}) =>
  fetch(`${site.url}${path}`, {
    method: 'POST',
    headers: { origin: site.url, cookie: `${site.cookie.name}=${site.cookie.value}` },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });

const lastAct = async () => {
  const [row] = await site.db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  return row;
};

test('a key is made on its page, shown once, replaced and revoked; the audit log has who did it', async () => {
  const { page, complaints } = await open();
  await page.goto(`${site.url}/keys`);
  await page.getByLabel('For', { exact: true }).fill('shop server');
  await page.getByLabel('read').check();
  await page.getByRole('button', { name: 'Make it' }).click();
  const key = await page.locator('#key').innerText();
  expect(key).toMatch(/^rl_[\w-]{43}$/u);
  expect(await lastAct()).toMatchObject({
    act: 'key.created',
    actor: `operator:${site.operator.id}`,
    detail: { kind: 'secret', scopes: 'ingest,read' },
  });

  await page.getByRole('link', { name: 'Done' }).click();
  const row = page.getByRole('row').filter({ hasText: 'shop server' });
  await row.getByText('Works').waitFor();
  expect(await page.content()).not.toContain(key);
  await row.getByRole('button', { name: 'Replace' }).click();
  expect(await page.locator('#key').innerText()).not.toBe(key);

  await page.getByRole('link', { name: 'Done' }).click();
  await row.first().getByRole('button', { name: 'Revoke' }).click();
  await row.first().getByText('Revoked').waitFor();
  expect(await lastAct()).toMatchObject({ act: 'key.revoked', storeId: lumen });
  expect(complaints).toEqual([]);
});

test('a key that must not exist is refused with the reason, and nothing is made', async () => {
  const { page } = await open();
  await page.goto(`${site.url}/keys`);
  await page.getByLabel('For', { exact: true }).fill('pages');
  await page.getByLabel('Kind').selectOption('browser');
  const before = await site.db.$count(apiKeys);
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('alert').getByText('A browser key needs the origins of the pages').waitFor();
  expect(await site.db.$count(apiKeys)).toBe(before);
});

test.for([
  {
    at: '/switches',
    form: 'form.new-key[action="/switches/pause"]',
    typed: { channel: 'sms', rule: 'drop', step: 'cart/offer#1', spread: '20 minutes', why: 'the sales' },
    flawed: { journey: 'must be given with a step' },
  },
  {
    at: '/switches',
    form: 'form[action="/switches/allow"]',
    typed: { by: 'phone', name: '+33 6 12', why: 'a colleague' },
    flawed: { name: 'a phone number with its country code' },
  },
  {
    at: '/suppressions',
    form: 'form.new-key[action="/suppressions"]',
    typed: { channel: 'email', address: 'nobody', purpose: 'all', list: 'sales' },
    flawed: { address: 'must be an e-mail address' },
  },
  {
    at: '/keys',
    form: 'form.new-key[action="/keys"]',
    typed: { name: 'shop', kind: 'secret', origin: '', expires: 'soon' },
    flawed: { expires: 'is not a duration' },
  },
  {
    at: '/definitions',
    form: 'form[action="/definitions"]',
    typed: { name: 'Lamps!', definition: '{ "title": 1', why: 'the "sales" & more' },
    flawed: { definition: 'is not JSON' },
  },
])('a form that is refused comes back as it was left, with the flaw beside the field: $form', async (one) => {
  const { page } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.url}${one.at}`);
  const field = (name: string) => page.locator(`${one.form} [name="${name}"]`);
  for (const [name, text] of Object.entries(one.typed)) {
    const isChoice = (await field(name).locator('option').count()) > 0;
    await (isChoice ? field(name).selectOption(text) : field(name).fill(text));
  }
  const before = await site.db.$count(auditLog);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.locator(`${one.form} button`).last().click();
  expect((await answer).status()).toBe(422);
  await page.locator('#not-done').waitFor();
  for (const [name, text] of Object.entries(one.typed)) expect(await field(name).inputValue(), name).toBe(text);
  for (const [name, problem] of Object.entries(one.flawed)) {
    expect(await field(name).getAttribute('aria-invalid'), name).toBe('true');
    const described = await field(name).getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).innerText()).toContain(problem);
  }
  expect(await page.locator('[aria-invalid]').count()).toBe(Object.keys(one.flawed).length);
  expect(await site.db.$count(auditLog)).toBe(before);
});

test('a refused form whose page is not one of the console is answered all the same', async () => {
  const { page } = await open();
  await page.goto(`${site.url}/keys`);
  const csrf = await page.locator('input[name="csrf"]').first().inputValue();
  for (const at of ['https://elsewhere.example/', '//elsewhere.example', '/nowhere', '/keys/../..', '']) {
    const answer = await post('/suppressions', { csrf, store: lumen, act: 'add', address: 'nobody', page: at });
    expect(answer.status, at).toBe(422);
    expect(await answer.text(), at).toContain('Nothing was changed: ');
  }
});

test('what Temporal could not be told is told again by a button', async () => {
  const maya = await insertShopper(site.db, { firstName: 'Maya', email: 'maya@example.org', locale: 'en' });
  await site.db
    .update(outbox)
    .set({ dispatchedAt: null, deadAt: now, attempts: 9, lastError: 'workflow not found' })
    .where(eq(outbox.runId, maya.run));
  const { page, complaints } = await open();
  await page.goto(`${site.url}/undelivered`);
  await page.getByRole('button', { name: 'Tell again' }).click();
  await page.getByText('Nothing is undelivered.').waitFor();
  const [row] = await site.db.select().from(outbox).where(eq(outbox.runId, maya.run));
  expect([row!.deadAt, row!.attempts]).toEqual([null, 0]);
  expect(await lastAct()).toMatchObject({ act: 'outbox.retried', subject: `outbox/${row!.id}` });
  expect(complaints).toEqual([]);
});

test('an event in quarantine is applied by a button once its cause is mended', async () => {
  const id = randomUUID();
  await site.db.insert(inbox).values({
    id,
    storeId: lumen,
    eventId: 'evt-q',
    type: 'product.stock_changed',
    occurredAt: now,
    body: {
      id: 'evt-q',
      type: 'product.stock_changed',
      occurredAt: now.toISOString(),
      data: { productId: 'q', stock: 3 },
    },
    hash: 'hash',
    fate: 'quarantined',
    reason: 'unprocessable',
    receivedAt: now,
  });
  const { page, complaints } = await open();
  await page.goto(`${site.url}/quarantine`);
  await page.locator(`#event-${id}`).getByRole('button', { name: 'Retry' }).click();
  await page.getByText('Nothing is in quarantine.').waitFor();
  const [event] = await site.db.select().from(inbox).where(eq(inbox.id, id));
  expect(event!.fate).not.toBe('quarantined');
  expect(await lastAct()).toMatchObject({ act: 'event.retried', subject: `event/${id}` });
  expect(complaints).toEqual([]);
});

test('no act is carried out without the session’s own token', async () => {
  const acts = await site.db.$count(auditLog);
  for (const path of ['/keys', '/undelivered/1/retry', `/quarantine/${randomUUID()}/retry`]) {
    for (const fields of [{}, { csrf: 'guess' }])
      expect([path, (await post(path, fields)).status]).toEqual([path, 403]);
  }
  expect(await site.db.$count(auditLog)).toBe(acts);
});

test('a provider’s pause stands on the first page, and a button ends it', async () => {
  await pauseProvider(site.db, {
    provider: 'resend',
    sender: wholeAccount,
    reason: 'account',
    detail: '401 restricted_api_key',
    at: now.getTime(),
  });
  const { page, complaints } = await open();
  await page.goto(site.url);
  await page.getByText('the provider refuses the key, the account or the domain').waitFor();
  await page.getByRole('button', { name: 'Go on now' }).click();
  await expect.poll(async () => page.locator('#attention').innerText()).not.toContain('resend');
  expect(await readPauses(site.db)).toEqual([]);
  expect(await lastAct()).toMatchObject({ act: 'provider.lifted', subject: 'provider/resend' });
  expect(complaints).toEqual([]);
});

test('what holds sending after a restore of the database is not ended by a button', async () => {
  await holdSending(site.db, { at: now, backup: now });
  const { page, complaints } = await open();
  await page.goto(site.url);
  await page.getByText('npm run restored').waitFor();
  expect(await page.getByRole('button', { name: 'Go on now' }).count()).toBe(0);
  expect(await liftPause(site.db, restoredHold)).toBe(false);
  await releaseSending(site.db);
  expect(await readHold(site.db)).toBeUndefined();
  expect(complaints).toEqual([]);
});

test('a message of unknown fate is resolved by one of two buttons, once, and nothing is sent by it', async () => {
  const ida = await insertShopper(site.db, { firstName: 'Ida', email: 'ida@example.org', locale: 'en' });
  const told = { locale: 'en', email: 'ida@example.org', shopper: ida, template: 'cart/reassurance' } as const;
  const first = await insertUnknown(site.db, { ...told, minutes: 20 });
  const { page, complaints } = await open();
  await page.goto(`${site.url}/messages/${first}`);
  const other = await page.context().newPage();
  await other.goto(`${site.url}/messages/${first}`);
  await page.getByRole('button', { name: 'It was not sent' }).click();
  await page.locator('#decision').getByText('Failed').waitFor();
  expect(await page.getByRole('button', { name: 'It was sent' }).count()).toBe(0);
  expect(await lastAct()).toMatchObject({
    act: 'message.resolved',
    subject: `message/${first}`,
    detail: { verdict: 'not sent', state: 'failed' },
  });
  await other.getByRole('button', { name: 'It was sent' }).click();
  await other.getByText('Its fate is known already: failed.').waitFor();
  const [row] = await site.db.select().from(messages).where(eq(messages.id, first));
  expect([row!.state, row!.acceptedAt]).toEqual(['failed', null]);
  expect(complaints).toEqual([]);
});
