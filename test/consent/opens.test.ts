import { readdirSync, readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { lastContacts } from '../../db/schema/index.ts';
import { contactKinds } from '../../domain/contact.ts';
import { hour, noon } from '../gate/world.ts';
import { resendEvent } from '../fake-resend/webhook.ts';
import { useWebhooks } from '../provider-webhooks/use-webhooks.ts';

const webhooks = useWebhooks();
const root = new URL('../../', import.meta.url);
const filesIn = (folder: string): readonly (readonly [name: string, text: string])[] =>
  readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = `${entry.parentPath}/${entry.name}`;
      return [path, readFileSync(path, 'utf8')] as const;
    });

const contactsOf = async (customer: string) =>
  (
    await webhooks.db
      .select()
      .from(lastContacts)
      .where(eq(lastContacts.customerId, customer as never))
  ).map(({ kind, at }) => [kind, (at.getTime() - noon) / hour]);

test('R210 a click is a contact by the person, the newest counts; an open is none and is not even kept', async () => {
  const { person, told } = await webhooks.message();
  const before = (await webhooks.events()).length;
  expect((await webhooks.resend(resendEvent('email.opened', told, noon + 3 * hour))).status).toBe(200);
  expect(await webhooks.events()).toHaveLength(before);
  expect(await contactsOf(person.customer)).toEqual([]);
  await webhooks.resend(resendEvent('email.clicked', told, noon + 2 * hour));
  await webhooks.resend(resendEvent('email.clicked', told, noon + hour));
  await webhooks.resend(resendEvent('email.delivered', told, noon + 4 * hour));
  expect(await contactsOf(person.customer)).toEqual([['click', 2]]);
});

/** A picture that nobody is meant to see, or whose address tells who looked. */
const isBeacon = (tag: string): boolean =>
  /\b(?:width|height)="?[01](?:px)?"?[\s/>]/u.test(tag) ||
  /src="[^"]*(?:open|pixel|track|beacon|\/u\/)[^"]*"/iu.test(tag);

test('no message has a picture that reports who opened it', () => {
  expect(isBeacon('<img src="https://shop.example/o.gif" width="1" height="1"/>')).toBe(true);
  expect(isBeacon('<img src="https://journeys.example/open/1"/>')).toBe(true);
  const sent = filesIn('test/templates/golden').filter(([name]) => name.endsWith('.html'));
  expect(sent.length).toBeGreaterThan(4);
  const beacons = sent.flatMap(([, html]) => html.match(/<img\b[^>]*>/gu) ?? []).filter(isBeacon);
  expect(beacons).toEqual([]);
  for (const [, html] of sent) expect(html).not.toMatch(/background(?:-image)?:\s*url|<link\b|@import/iu);
});

/** As a name, not as a word of a text: a campaign may have opened. */
const asksForOpenings = /\b(?:openedAt|openRate|email\.opened|opened(?=[:?]))\b|\.opened\b/u;

test('no template, rule or policy looks at openings', () => {
  expect('const isKeen = message.opened;').toMatch(asksForOpenings);
  const looking = [...filesIn('activities/templates'), ...filesIn('domain/rules'), ...filesIn('domain/policy')].filter(
    ([, text]) => asksForOpenings.test(text),
  );
  expect(looking.map(([name]) => name)).toEqual([]);
  expect(contactKinds.filter((kind) => /open/u.test(kind))).toEqual([]);
});
