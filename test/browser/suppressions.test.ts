import { and, desc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditLog, consents, customerAliases, suppressions } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { useBrowser } from './chromium/use-browser.ts';
import { insertShopper, now } from './shop.ts';
import { useConsole } from './use-console.ts';

const site = useConsole();
const open = useBrowser(site);
const lumen = 'lumen' as StoreId;

test('an address is suppressed on its page, found by its reason and lifted; the audit log has who did it', async () => {
  const email = 'noor@example.org';
  await insertShopper(site.db, { firstName: 'Noor', email, locale: 'en' });
  const { page, complaints } = await open();
  await page.goto(`${site.url}/suppressions`);
  await page.getByRole('textbox', { name: 'Address' }).fill('NOOR@example.org');
  await page.getByLabel('Stops').selectOption('everything');
  await page.getByRole('button', { name: 'Suppress', exact: true }).click();
  await page.getByRole('link', { name: 'Put here by hand 1' }).click();
  const row = page.getByRole('row').filter({ hasText: email });
  await row.getByText('nothing more by email').waitFor();
  expect(page.url()).not.toContain('noor');

  await row.getByRole('button', { name: 'Lift' }).click();
  await page.getByText('No address is suppressed.').waitFor();
  const acts = await site.db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(2);
  expect(acts.map(({ act, actor }) => [act, actor])).toEqual([
    ['suppression.lifted', `operator:${site.operator.id}`],
    ['suppression.added', `operator:${site.operator.id}`],
  ]);
  expect(JSON.stringify(acts)).not.toContain('noor');
  expect(complaints).toEqual([]);
});

test('an address that is none is refused with the reason', async () => {
  const { page } = await open();
  await page.goto(`${site.url}/suppressions`);
  await page.getByRole('textbox', { name: 'Address' }).fill('nobody');
  await page.getByRole('button', { name: 'Suppress', exact: true }).click();
  await page.getByText('Nothing was changed: address: must be an e-mail address.').waitFor();
  expect(await site.db.$count(suppressions, eq(suppressions.address, 'nobody'))).toBe(0);
});

test('R212 a customer’s page shows what they let the store send, by channel and list, since when, and the proof', async () => {
  const email = 'ines@example.org';
  await insertShopper(site.db, { firstName: 'Ines', email, locale: 'fr' });
  const [alias] = await site.db
    .select()
    .from(customerAliases)
    .where(and(eq(customerAliases.storeId, lumen), eq(customerAliases.value, email)));
  const own = { storeId: lumen, customerId: alias!.customerId, purpose: 'marketing', channel: 'email' } as const;
  await site.db.insert(consents).values({
    ...own,
    list: 'newsletter',
    state: 'withdrawn',
    at: new Date(now.getTime() + 1000),
    source: 'preference centre',
    proof: { how: 'button', formUrl: 'https://shop.example/leave' },
  });
  await site.db.insert(suppressions).values({
    storeId: lumen,
    channel: 'email',
    address: email,
    reason: 'unsubscribed',
    purpose: 'marketing',
    list: 'newsletter',
    at: now,
  });
  const { page, complaints } = await open();
  await page.goto(`${site.url}/customers/${alias!.customerId}`);
  const permissions = page.getByRole('region', { name: 'Permissions' });
  await permissions.getByText('Marketing by e-mail, the list “newsletter”', { exact: true }).first().waitFor();
  expect(await permissions.innerText()).toMatch(/withdrawn since/u);
  expect(await permissions.innerText()).toMatch(/Marketing by SMS\s+never asked/u);
  expect(await page.locator('#consents').innerText()).toContain('https://shop.example/leave');
  await page.getByText('gets nothing more of the list “newsletter” by email').waitFor();
  expect(complaints).toEqual([]);
});
