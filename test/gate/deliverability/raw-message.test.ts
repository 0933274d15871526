import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { deliverability as schema } from '../../../api/policies/deliverability.ts';
import { templateIds, render } from '../../../activities/templates/index.ts';
import type { Render } from '../../../activities/templates/view.ts';
import { gmailClipBytes } from '../../../domain/deliverability/clip.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { FrozenEmail } from '../../../db/schema/ledger.ts';
import { noPressure, plantPolicy } from '../../stack/policy.ts';
import { offerView } from '../../templates/samples.ts';
import { useGate } from '../use-gate.ts';
import { plainRender, store } from '../world.ts';
import { rawMessage } from './raw-message.ts';

const gate = useGate();

const sendersOf = async (senders: Readonly<Record<string, string>>) =>
  plantPolicy(gate.db, store, { ...noPressure, deliverability: { ...defaultPolicy.deliverability, senders } });

/** The raw message that the provider sends of what the gate gave it, with its headers as they stand in it. */
const sent = async (input: Parameters<typeof gate.person>[0] = {}) => {
  const ada = await gate.person(input);
  expect(await gate.attempt(ada, { render })).toMatchObject({ outcome: 'accepted' });
  const frozen = (await gate.row(ada))!.frozen as FrozenEmail;
  const raw = rawMessage(frozen);
  const mail = await simpleParser(raw);
  const lines = (name: string) => mail.headerLines.filter(({ key }) => key === name).map(({ line }) => line);
  return { ada, frozen, raw, mail, lines };
};

test('marketing has one https List-Unsubscribe with one-click, a stable List-Id and a Feedback-ID, each once', async () => {
  await sendersOf({});
  const [one, other] = [await sent(), await sent()];
  for (const { lines, mail, ada } of [one, other]) {
    expect(lines('list-unsubscribe')).toEqual([
      expect.stringMatching(/^List-Unsubscribe: <https:\/\/journeys\.shop\.example\/u\/[0-9a-f-]{36}>$/),
    ]);
    expect(lines('list-unsubscribe-post')).toEqual(['List-Unsubscribe-Post: List-Unsubscribe=One-Click']);
    expect(lines('list-id')).toEqual(['List-Id: <reminders.demo.shop.example>']);
    // Sender id: 5 to 15 characters (https://support.google.com/a/answer/6254652).
    expect(lines('feedback-id')).toEqual([
      expect.stringMatching(/^Feedback-ID: cartAbandonment:cart-reminder:reminders:[a-z0-9-]{5,15}$/),
    ]);
    // Nothing of the recipient but their address.
    expect(lines('feedback-id')[0]).not.toContain(ada.customer);
    expect(mail.from!.value).toEqual([{ address: 'hello@shop.example', name: 'Shop' }]);
    expect(mail.subject).not.toBe('');
    expect(mail.text!.length).toBeGreaterThan(20);
    expect(mail.html).toContain('<html');
  }
});

test('a transactional message has no way out of marketing and no list', async () => {
  await sendersOf({});
  const { lines } = await sent({ input: { purpose: 'transactional', rank: 'transactional' } });
  for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'list-id']) expect(lines(name)).toEqual([]);
  expect(lines('feedback-id')).toHaveLength(1);
});

test('each kind of message has the From that the store gave it; the list is of that domain', async () => {
  await sendersOf({ marketing: 'Shop news <news@news.shop.example>' });
  const marketing = await sent();
  expect(marketing.mail.from!.value).toEqual([{ address: 'news@news.shop.example', name: 'Shop news' }]);
  expect(marketing.lines('list-id')).toEqual(['List-Id: <reminders.demo.news.shop.example>']);
  const transactional = await sent({ input: { purpose: 'transactional', rank: 'transactional' } });
  expect(transactional.mail.from!.value[0]!.address).toBe('hello@shop.example');
});

test('no name that a person may give can begin another header', async () => {
  await sendersOf({});
  const { lines, raw } = await sent({ input: { journey: 'cart\r\nBcc: eve@evil.example' } });
  expect(lines('bcc')).toEqual([]);
  expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^Bcc:/im);
  for (const marketing of [
    'Shop\r\nBcc: eve@evil.example <a@b.example>',
    'Shop <a@b.example>\nBcc: e@v.example',
    'nobody',
  ]) {
    const policy = { ...defaultPolicy.deliverability, senders: { marketing } };
    expect(schema.safeParse(policy).success, marketing).toBe(false);
  }
});

const large: Render = async (...all) => ({
  ...(await plainRender(...all)),
  html: 'é'.repeat(gmailClipBytes / 2 + 1),
});
const mute: Render = async (...all) => ({ ...(await plainRender(...all)), subject: ' ' });

test('a marketing message that Gmail would cut off does not leave, and says why; without a subject neither', async () => {
  await sendersOf({});
  const ada = await gate.person();
  expect(await gate.attempt(ada, { render: large })).toEqual({ outcome: 'failed', reason: 'too_large' });
  expect(gate.accepted(ada)).toEqual([]);
  const order = await gate.person({ input: { purpose: 'transactional', rank: 'transactional' } });
  expect(await gate.attempt(order, { render: large })).toMatchObject({ outcome: 'accepted' });
  const eve = await gate.person();
  expect(await gate.attempt(eve, { render: mute })).toEqual({ outcome: 'failed', reason: 'render' });
});

/** The most that a store may tell: every text and address as long as it may be, of characters that HTML writes long. */
const most = (length: number): string => '&"<é'.repeat(length).slice(0, length);
const url = (path: string): string => `https://shop.example/${path}?${'a=1&'.repeat(500)}`.slice(0, 2_000);
const product = {
  title: most(300),
  imageUrl: url('image'),
  url: url('page'),
  unitPrice: { amount: 99_999_999, currency: 'EUR' },
};
const worst: typeof offerView = {
  ...offerView,
  shop: { name: most(100), url: url('shop'), timezone: 'Europe/Paris' },
  customer: { firstName: most(200) },
  cart: {
    stage: 'checkout',
    changed: true,
    lines: Array.from({ length: 200 }, () => ({ ...product, quantity: 9_999, oldPrice: product.unitPrice, left: 3 })),
    soldOut: Array.from({ length: 200 }, () => most(300)),
    alternatives: Array.from({ length: 3 }, () => ({ ...product, insteadOf: most(300) })),
    total: product.unitPrice,
    url: url('cart'),
  },
};

test.each(templateIds.flatMap((id) => (['fr', 'en'] as const).map((locale) => [id, locale] as const)))(
  '%s in %s stays below the size at which Gmail cuts off, with the most that a store may tell',
  async (id, locale) => {
    const { html } = await render(id, locale, worst);
    expect(Buffer.byteLength(html)).toBeLessThan(gmailClipBytes);
  },
);
