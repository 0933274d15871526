import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { confirmations, consents } from '../../db/schema/index.ts';
import { insertShopper, minutesAgo, storeId } from '../browser/shop.ts';
import { useConsole } from '../browser/use-console.ts';

const site = useConsole();

/** The rows of the table of consents, as text. */
const rowsOf = (html: string): readonly string[] =>
  html
    .slice(
      html.indexOf('<table id="consents"') === -1
        ? html.indexOf('id="consents"')
        : html.indexOf('<table id="consents"'),
    )
    .split('</table>')[0]!
    .split('<tr')
    .slice(2)
    .map((row) =>
      row
        .replaceAll(/<[^>]*>/gu, ' ')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
    );

test('R212 what a customer permits stands with the customer: channel, purpose, list, when, and its proof', async () => {
  const { customer } = await insertShopper(site.db, { firstName: 'Zoé', email: 'zoe@example.org', locale: 'fr' });
  const own = { storeId, customerId: customer, purpose: 'marketing' } as const;
  await site.db.insert(consents).values([
    {
      ...own,
      channel: 'sms',
      list: '',
      state: 'granted',
      at: minutesAgo(60),
      source: 'checkout',
      proof: { version: '7' },
    },
    {
      ...own,
      channel: 'email',
      list: 'offers',
      state: 'withdrawn',
      at: minutesAgo(30),
      source: 'preference centre',
      proof: { how: 'box unticked' },
    },
  ]);
  await site.db.insert(confirmations).values({
    ...own,
    token: randomUUID(),
    channel: 'email',
    list: 'newsletter',
    address: 'zoe@example.org',
    askedAt: minutesAgo(10),
    expiresAt: minutesAgo(-1000),
    source: 'footer form',
    proof: { how: 'form sent' },
  });
  const html = await (await site.get(`/customers/${customer}`)).text();
  const rows = rowsOf(html);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/marketing by email .*newsletter.* Waits for its confirmation footer form how: form sent/u);
  expect(rows[1]).toMatch(/marketing by email .*offers.* Withdrawn preference centre how: box unticked/u);
  expect(rows[2]).toMatch(/marketing by sms Granted checkout version: 7/u);
  expect(rows[3]).toMatch(/marketing by email Granted newsletter form/u);
  expect(html).toContain(minutesAgo(60).toISOString());
});
