import { and, desc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditLog, policyVersions } from '../../db/schema/index.ts';
import { defaultPolicy, type PolicySection } from '../../domain/policy/policy.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { storeId } from './shop.ts';
import { useConsole } from './use-console.ts';

const site = useConsole();
const open = useBrowser(site);

const saved = async (section: PolicySection = 'recentBuyers') =>
  site.db
    .select()
    .from(policyVersions)
    .where(and(eq(policyVersions.storeId, storeId), eq(policyVersions.section, section)))
    .orderBy(desc(policyVersions.version));

test('a policy is tried, saved and shown with who and why, without any script (R275)', async () => {
  const { page, complaints } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.url}/policies`);
  await page.getByRole('link', { name: 'Recent buyers' }).click();
  const policy = { ...defaultPolicy.recentBuyers, pause: '5 days' };
  await page.locator('[name="field.pause"]').fill(policy.pause);
  await page.getByLabel('Why').fill('returns take long');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('were judged again').waitFor();
  expect(await saved()).toEqual([]);
  // What was written is still there.
  expect(await page.getByLabel('Why').inputValue()).toBe('returns take long');
  await page.getByRole('button', { name: 'Save' }).click();
  const history = page.getByRole('group', { name: 'Versions, newest first' });
  await history.getByText('returns take long').waitFor();
  expect(await history.getByText('ops').count()).toBe(1);
  expect(await saved()).toMatchObject([{ version: 1, body: policy, savedBy: `operator:${site.operator.id}` }]);
  const [act] = await site.db.select().from(auditLog).where(eq(auditLog.act, 'policy.saved'));
  expect(act).toMatchObject({ actor: `operator:${site.operator.id}`, subject: 'policy/recentBuyers' });
  await page.goto(`${site.url}/policies`);
  await page.getByRole('row').filter({ hasText: 'Recent buyers' }).getByText('returns take long').waitFor();
  expect(complaints).toEqual([]);
});

test('R275 a marketer changes a number of a cap, tries it and saves it; no script and no JSON', async () => {
  const { page, complaints } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.url}/policies/caps`);
  const first = page.getByRole('group', { name: 'email-day' });
  await first.getByLabel('At most').fill('3');
  await first.getByLabel('on its day').fill('many');
  await page.getByRole('button', { name: 'Preview' }).click();
  await first.getByText('write a whole number').waitFor();
  expect(await first.getByLabel('At most').inputValue()).toBe('3');
  await first.getByLabel('on its day').fill('4');
  await page.getByRole('group', { name: 'email-week-passive' }).getByLabel('Remove it').check();
  await page.getByLabel('Why').fill('the sales');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('were judged again').waitFor();
  expect(await saved('caps')).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('group', { name: 'Versions, newest first' }).getByText('the sales').waitFor();
  const { caps, passiveAfter } = defaultPolicy.caps;
  const [day, ...others] = caps.filter(({ id }) => id !== 'email-week-passive');
  expect(await saved('caps')).toMatchObject([
    {
      version: 1,
      body: { passiveAfter, caps: [{ ...day!, atMost: { ...day!.atMost, normal: 3, dday: 4 } }, ...others] },
    },
  ]);
  expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
});

test('R275 quiet hours are times of day in fields; what the charter forbids saves nothing', async () => {
  const { page } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.url}/policies/quietHours`);
  const french = page.getByRole('group', { name: 'marketing by sms, FR' });
  await french.getByLabel('to', { exact: true }).first().fill('23:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await french.getByText('charter').waitFor();
  expect(await saved('quietHours')).toEqual([]);
  await french.getByLabel('to', { exact: true }).first().fill('19:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: '1', exact: true }).waitFor();
  const [row] = await saved('quietHours');
  expect(row!.body).toMatchObject({ sending: [{ week: { monday: { from: '08:00', to: '19:00' } } }, {}, {}, {}] });
});

test('what is wrong is said beside the form by the name of its field, and what was written stays', async () => {
  const { page } = await open();
  await page.goto(`${site.url}/policies/recentBuyers`);
  const before = await saved();
  const pause = page.locator('[name="field.pause"]');
  const except = page.locator('[name="field.except"]');
  await pause.fill('3 dayz');
  await except.fill('["everybody"]');
  await page.getByRole('button', { name: 'Save' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('policy.pause').waitFor();
  await alert.getByText('policy.except.0').waitFor();
  expect(await pause.inputValue()).toBe('3 dayz');
  expect(await pause.getAttribute('aria-invalid')).toBe('true');
  const described = await except.getAttribute('aria-describedby');
  await page.locator(`[id="${described}"]`).getByText('policy.except.0').waitFor();
  await except.fill('["cart"');
  await page.getByRole('button', { name: 'Preview' }).click();
  await alert.getByText('is not JSON').waitFor();
  expect(await saved()).toEqual(before);
});

test('a form that somebody else was faster than saves nothing', async () => {
  const { page } = await open();
  await page.goto(`${site.url}/policies/recentBuyers`);
  const basedOn = (await saved())[0]?.version ?? 0;
  const at = new Date();
  const row = { storeId, section: 'recentBuyers', effectiveAt: at, savedBy: 'command:policy', savedAt: at } as const;
  await site.db
    .insert(policyVersions)
    .values({ ...row, id: crypto.randomUUID(), version: basedOn + 1, body: defaultPolicy.recentBuyers });
  await page.locator('[name="field.pause"]').fill('9 days');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Somebody saved version ${basedOn + 1} meanwhile`).waitFor();
  expect(await page.locator('[name="field.pause"]').inputValue()).toBe('9 days');
  expect((await saved())[0]?.version).toBe(basedOn + 1);
});

test('a form from elsewhere, without the token of the session, saves nothing', async () => {
  const before = await saved();
  const response = await fetch(`${site.url}/policies/recentBuyers`, {
    method: 'POST',
    headers: { origin: site.url, cookie: `${site.cookie.name}=${site.cookie.value}` },
    body: new URLSearchParams({ store: storeId, policy: '{}', do: 'save' }),
  });
  expect(response.status).toBe(403);
  expect(await saved()).toEqual(before);
  expect((await site.get('/policies/constructor')).status).toBe(404);
});
