import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { changeOperator } from '../../db/access/operators.ts';
import { auditLog, sessions } from '../../db/schema/index.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { useConsole } from './use-console.ts';

const site = useConsole();
const open = useBrowser();

const post = async (
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
) => fetch(`${site.url}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' });

const cookieHeader = () => `${site.cookie.name}=${site.cookie.value}`;

const liveStatus = async () =>
  (await fetch(`${site.url}/live`, { headers: { accept: 'text/event-stream', cookie: cookieHeader() } })).status;

const withoutName = (html: string) => html.replace(/value="(ops|nobody)"/u, '');

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

const pages = [
  '/',
  '/messages',
  '/runs',
  '/customers',
  '/undelivered',
  '/preview',
  '/catalogue',
  '/preview/html',
  '/audit',
  '/none',
];

test('every page leads whoever is not signed in to the sign-in page, and says nothing else', async () => {
  for (const path of pages) {
    const answer = await fetch(`${site.url}${path}`, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([path, answer.status, answer.headers.get('location')]).toEqual([
      path,
      303,
      `/sign-in?to=${encodeURIComponent(path)}`,
    ]);
  }
  const live = await fetch(`${site.url}/live`, { headers: { accept: 'text/event-stream' } });
  expect([live.status, await live.text()]).toEqual([401, 'Sign in first.']);
});

test('signed in by name and password, the operator gets the page that was asked for, and can sign out', async () => {
  const { page, complaints } = await open();
  await page.goto(`${site.url}/messages?state=withheld`);
  await page.getByLabel('Name').fill(site.operator.name);
  await page.getByLabel('Password').fill(site.operator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Messages' }).waitFor();
  expect(page.url()).toBe(`${site.url}/messages?state=withheld`);
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });

  await page.getByRole('link', { name: 'Store', exact: true }).click();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect.poll(async () => page.locator('#acts').innerText()).toMatch(/ops[^]*operator\.signed_in/u);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await page.goto(`${site.url}/`);
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(complaints).toEqual([]);
});

test('a wrong password and an unknown name get the same answer, and the known operator’s log tells of it', async () => {
  const headers = { origin: site.url };
  const wrong = await post('/sign-in', { name: site.operator.name, password: 'guess' }, headers);
  const unknown = await post('/sign-in', { name: 'nobody', password: 'guess' }, headers);
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(withoutName(await wrong.text())).toBe(withoutName(await unknown.text()));
  expect(await site.db.$count(auditLog, eq(auditLog.act, 'operator.sign_in_refused'))).toBe(1);
});

test('guesses are slowed down: after ten in a quarter of an hour even the right password has to wait', async () => {
  const headers = { origin: site.url };
  const statuses: number[] = [];
  for (let guess = 0; guess < 11; guess++) {
    statuses.push((await post('/sign-in', { name: 'guessed', password: `guess ${guess}` }, headers)).status);
  }
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
  expect(statuses[10]).toBe(429);
}, 60_000);

test('a form of another site signs nobody in or out', async () => {
  const fields = { name: site.operator.name, password: site.operator.password };
  const elsewhere: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site', origin: site.url },
    { 'sec-fetch-site': 'same-site', origin: site.url },
    {},
  ];
  for (const headers of elsewhere) {
    const answer = await post('/sign-in', fields, headers);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    const out = await post('/sign-out', {}, { ...headers, cookie: cookieHeader() });
    expect(out.status).toBe(403);
  }
  const withoutToken = await post('/sign-out', {}, { origin: site.url, cookie: cookieHeader() });
  expect(withoutToken.status).toBe(403);
  expect((await site.get('/')).status).toBe(200);
});

test('the way back after signing in never leads to another site', async () => {
  for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
    const fields = { name: site.operator.name, password: site.operator.password, to };
    const answer = await post('/sign-in', fields, { origin: site.url });
    expect([to, answer.status, answer.headers.get('location')]).toEqual([to, 303, '/']);
  }
});

test('a session ends an hour after its last use, and twelve hours after its beginning', async () => {
  const status = async () => (await site.get('/')).status;
  expect(await status()).toBe(200);
  const kept = await site.db.select().from(sessions);
  for (const [createdAt, seenAt] of [
    [minutesAgo(100), minutesAgo(61)],
    [minutesAgo(12 * 60 + 1), minutesAgo(0)],
  ] as const) {
    await site.db.update(sessions).set({ createdAt, seenAt });
    expect(await liveStatus()).toBe(401);
  }
  for (const { tokenHash, createdAt } of kept) {
    await site.db
      .update(sessions)
      .set({ createdAt, seenAt: minutesAgo(59) })
      .where(eq(sessions.tokenHash, tokenHash));
  }
  expect(await status()).toBe(200);
});

test('a disabled operator is out at once', async () => {
  await changeOperator(site.db, site.operator.id, { disabledAt: new Date() });
  expect(await liveStatus()).toBe(401);
  const again = await post(
    '/sign-in',
    { name: site.operator.name, password: site.operator.password },
    { origin: site.url },
  );
  expect(again.status).toBe(401);
  await changeOperator(site.db, site.operator.id, { disabledAt: null });
});
