/** The links of real messages, as the gate sends them and as somebody follows them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { eq } from 'drizzle-orm';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeEntities } from '../../activities/templates/links/entities.ts';
import { render } from '../../activities/templates/index.ts';
import { linkRoutes } from '../../api/links/routes.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import { connectDatabase, type Database } from '../../db/client.ts';
import { createLinkSigner } from '../../db/links/signer.ts';
import { eraseRows, findResidue } from '../../db/personal-data/erase-rows.ts';
import { nameHash } from '../../db/personal-data/name-hash.ts';
import {
  carts,
  clicks,
  consents,
  customers,
  lastContacts,
  messages,
  shortLinks,
  suppressions,
} from '../../db/schema/index.ts';
import { isEmail } from '../../db/schema/ledger.ts';
import { defaultLinks, type LinksPolicy } from '../../domain/policy/links.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { useTwilio } from '../gate/sms/use-twilio.ts';
import { useGate } from '../gate/use-gate.ts';
import { hour, minute, noon, type Person, silent, stepOf, store } from '../gate/world.ts';
import { anyHour, anySms, noPressure, plantPolicy } from '../stack/policy.ts';

const gate = useGate();
const twilio = useTwilio();
const signer = createLinkSigner([{ id: 'k1', key: randomBytes(32) }])!;
const servers: Server[] = [];
const serve = async (db: Database): Promise<string> => {
  const app = express().use(linkRoutes({ db, clock: gate.clock, links: signer, logger: silent }));
  const server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  servers.push(server);
  return `http://127.0.0.1:${portOf(server)}`;
};
let url = '';
beforeAll(async () => {
  url = await serve(gate.db);
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const setLinks = async (links: Partial<LinksPolicy>) =>
  plantPolicy(gate.db, store, { ...anyHour, ...anySms, ...noPressure, links: { ...defaultLinks, ...links } });

/** Somebody to whom a message about their cart went, and its links. */
const reached = async (options: Parameters<typeof gate.person>[0] & { readonly cartUrl?: string } = {}) => {
  const { cartUrl, ...of } = options;
  const person = await gate.person(of);
  if (cartUrl !== undefined) await gate.db.update(carts).set({ url: cartUrl }).where(eq(carts.id, person.cart));
  const sms = person.input.channel === 'sms' ? { providers: { sms: twilio.provider() } } : {};
  const attempt = await gate.attempt(person, { render, links: signer, publicUrl: url, ...sms });
  expect(attempt).toMatchObject({ outcome: 'accepted' });
  const row = (await stepOf(gate.db, person))!;
  const frozen = row.frozen!;
  const main = isEmail(frozen) ? /<a\s[^>]*data-call="main"[^>]*>/u.exec(frozen.html)![0] : frozen.text;
  const call = isEmail(frozen) ? decodeEntities(/href="([^"]*)"/u.exec(main)![1]!) : /https?:\S+/u.exec(main)![0];
  return { ...person, message: row.id, frozen, call };
};

const browser =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
const follow = async (link: string, { method = 'GET', ...headers }: Record<string, string> = {}) => {
  const answer = await fetch(link, { method, redirect: 'manual', headers: { 'user-agent': browser, ...headers } });
  await answer.arrayBuffer();
  return { status: answer.status, to: answer.headers.get('location'), headers: answer.headers };
};
const clicksOf = async (message: string) =>
  (await gate.db.select().from(clicks).where(eq(clicks.messageId, message))).map(({ place, times, scans }) => ({
    place,
    times,
    scans,
  }));
const contactsOf = async ({ customer }: Pick<Person, 'customer'>) =>
  gate.db.select().from(lastContacts).where(eq(lastContacts.customerId, customer));
const later = (millis = minute) => gate.clock.set(noon + millis);

test('the links of an e-mail lead to the shop, say where the visit comes from, and hold nothing of the customer', async () => {
  await setLinks({});
  const one = await reached({ cartUrl: 'https://shop.example/basket?token=secret' });
  if (!isEmail(one.frozen)) throw new Error('not an e-mail');
  for (const part of [one.frozen.html, one.frozen.text]) {
    expect(part).toContain(`${url}/l/k1.`);
    expect(part).not.toMatch(/https:\/\/shop\.example/u);
    // The ways to leave are their own pages: no click stands before them.
    expect(part).toContain(`${url}/u/`);
  }
  const said = Buffer.from(one.call.split('.').at(-2)!, 'base64url').toString('latin1');
  for (const secret of [one.email, 'Ada', 'token=secret', one.customer]) expect(said).not.toContain(secret);
  later();
  const { status, to, headers } = await follow(one.call);
  expect(status).toBe(302);
  expect(to).toBe(
    'https://shop.example/basket?token=secret&utm_source=relance&utm_medium=email&utm_campaign=cart-abandonment&utm_content=cart-reminder',
  );
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('set-cookie')).toBeNull();
});

test('a click by a person is recorded and is their newest contact; again it is the same link, counted', async () => {
  await setLinks({});
  const one = await reached();
  later();
  await follow(one.call);
  expect(await clicksOf(one.message)).toEqual([{ place: 0, times: 1, scans: 0 }]);
  expect(await contactsOf(one)).toMatchObject([{ kind: 'click', at: new Date(noon + minute) }]);
  later(hour);
  await follow(one.call);
  expect(await clicksOf(one.message)).toEqual([{ place: 0, times: 2, scans: 0 }]);
  expect(await contactsOf(one)).toMatchObject([{ kind: 'click', at: new Date(noon + hour) }]);
});

describe('what opens links and is no person', () => {
  test.each<[string, Record<string, string>]>([
    ['asks for the head alone', { method: 'HEAD' }],
    ['looks ahead', { 'sec-purpose': 'prefetch;prerender' }],
    ['shows a preview', { purpose: 'preview' }],
    ['has no name', { 'user-agent': '' }],
    ['is a robot', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
    ['unfurls links of a chat', { 'user-agent': 'WhatsApp/2.23.20.0' }],
    ['checks them for a mail server', { 'user-agent': 'Barracuda Sentinel (EE)' }],
    ['is a program of somebody', { 'user-agent': 'python-requests/2.32.0' }],
  ])('is led, and counts for nothing, when it %s', async (_, headers) => {
    await setLinks({});
    const one = await reached();
    later();
    expect(await follow(one.call, headers)).toMatchObject({ status: 302 });
    expect((await clicksOf(one.message)).filter(({ times }) => times > 0)).toEqual([]);
    expect(await contactsOf(one)).toEqual([]);
  });

  test('counts for nothing within seconds of the acceptance, and when it opens every link at once', async () => {
    await setLinks({});
    const early = await reached();
    gate.clock.set(noon + 3_000);
    expect(await follow(early.call)).toMatchObject({ status: 302 });
    expect(await clicksOf(early.message)).toEqual([{ place: 0, times: 0, scans: 1 }]);

    const greedy = await reached({ touchedAt: noon - 2 * hour });
    later();
    const links = Array.from({ length: 8 }, (_, place) =>
      signer.sign({ message: greedy.message, place, to: 'https://shop.example/' }),
    );
    await Promise.all(links.map(async (token) => follow(`${url}/l/${token}`)));
    const counted = await clicksOf(greedy.message);
    expect(counted.filter(({ times }) => times > 0).length).toBeLessThanOrEqual(2);
    expect(counted.reduce((sum, { scans }) => sum + scans, 0)).toBeGreaterThanOrEqual(6);
  });

  test('changes nothing of what the customer chose, however often it opens every address of the message', async () => {
    await setLinks({});
    const one = await reached();
    if (!isEmail(one.frozen)) throw new Error('not an e-mail');
    later();
    const all = [...one.frozen.html.matchAll(/href="([^"]*\/l\/[^"]*)"/gu)].map(([, link]) => decodeEntities(link!));
    for (let round = 0; round < 5; round++) await Promise.all(all.map(async (link) => follow(link)));
    expect(await gate.db.select().from(suppressions).where(eq(suppressions.address, one.email))).toEqual([]);
    const acts = await gate.db.select().from(consents).where(eq(consents.customerId, one.customer));
    expect(acts.map(({ state }) => state)).toEqual(['granted']);
  });
});

test('no link leads anywhere but to the shop', async () => {
  await setLinks({});
  const one = await reached();
  later();
  const elsewhere = (to: string, message = one.message) => `${url}/l/${signer.sign({ message, place: 0, to })}`;
  // Signed, as with a key that somebody stole.
  expect((await follow(elsewhere('https://evil.example/'))).to).toBe('https://shop.example');
  expect((await follow(elsewhere('https://shop.example.evil.example/'))).to).toBe('https://shop.example');
  expect((await follow(elsewhere('javascript:alert(1)'))).to).toBe('https://shop.example');
  expect(await follow(elsewhere('https://evil.example/', randomUUID()))).toMatchObject({ status: 404, to: null });
  expect(await follow(elsewhere('https://shop.example/a', randomUUID()))).toMatchObject({
    status: 302,
    to: 'https://shop.example/a',
  });
  for (const token of ['x', 'k1.AAAA.BBBB', one.call.split('/l/')[1]!.replace('k1.', 'k2.'), '%00', '..%2F..'])
    expect(await follow(`${url}/l/${token}`)).toMatchObject({ status: 404, to: null });
  for (const code of ['x', 'abcdefghijk', 'abcdefghij/', "abc'efghijk"])
    expect((await follow(`${url}/s/${code}`)).status).toBe(404);
});

describe('the link of a cart', () => {
  const restore = {
    ...defaultLinks.cart,
    restoreUrl: 'https://shop.example/cart/{lines}?storefront=true',
    works: '30 days',
  } as const;

  test('fills the cart as it is when it is followed, as often as it is followed', async () => {
    await setLinks({ cart: restore, source: null });
    const one = await reached({ quantity: 3 });
    later();
    for (let again = 0; again < 3; again++)
      expect((await follow(one.call)).to).toBe('https://shop.example/cart/lamp:3?storefront=true');
    const [cart] = await gate.db.select().from(carts).where(eq(carts.id, one.cart));
    const lines = cart!.lines.map((line) => ({ ...line, quantity: 2 }));
    await gate.db.update(carts).set({ lines }).where(eq(carts.id, one.cart));
    expect((await follow(one.call)).to).toBe('https://shop.example/cart/lamp:2?storefront=true');
    expect((await follow(one.call, { method: 'HEAD' })).to).toBe('https://shop.example/cart/lamp:2?storefront=true');
  });

  test('fills no cart that was bought or emptied, and none when it is too old', async () => {
    await setLinks({ cart: restore, source: null });
    for (const state of ['ordered', 'emptied'] as const) {
      const one = await reached();
      later();
      await gate.db.update(carts).set({ state }).where(eq(carts.id, one.cart));
      expect((await follow(one.call)).to).toBe('https://shop.example');
      gate.clock.set(noon);
    }
    const one = await reached();
    later(30 * 24 * hour - minute);
    expect((await follow(one.call)).to).toContain('/cart/lamp:1');
    later(30 * 24 * hour + minute);
    expect((await follow(one.call)).to).toBe('https://shop.example');
  });

  test('stays in the message where clicks are not recorded', async () => {
    await setLinks({ cart: restore, clicks: 'none' });
    const one = await reached();
    expect(one.call).toMatch(/^https:\/\/shop\.example\/cart\/lamp:1\?storefront=true&utm_source=relance/u);
  });
});

test('a text message has a short link, which leads as the long one does', async () => {
  await setLinks({});
  const one = await reached({ sms: true, quantity: 8, cartUrl: 'https://shop.example/basket' });
  expect(one.call).toMatch(/\/s\/[0-9A-Za-z]{11}$/u);
  expect(await gate.db.select().from(shortLinks).where(eq(shortLinks.messageId, one.message))).toHaveLength(1);
  later();
  expect((await follow(one.call)).to).toMatch(/^https:\/\/shop\.example\/basket\?utm_source=relance&utm_medium=sms/u);
  expect(await clicksOf(one.message)).toEqual([{ place: 0, times: 1, scans: 0 }]);
  expect(await contactsOf(one)).toMatchObject([{ kind: 'click' }]);
});

test('messages about orders are not followed unless the shop wants it, and nobody is without a key', async () => {
  const transactional = { input: { purpose: 'transactional' } } as const;
  await setLinks({});
  expect((await reached(transactional)).call).toMatch(/^https:\/\/shop\.example\/?\?utm_source/u);
  await setLinks({ clicks: 'all' });
  expect((await reached(transactional)).call).toContain('/l/k1.');
  const person = await gate.person();
  await gate.attempt(person, { render, publicUrl: url });
  expect(JSON.stringify((await stepOf(gate.db, person))!.frozen)).not.toContain('/l/');
});

test('an erasure takes clicks and short links, and what is followed later leaves no trace', async () => {
  await setLinks({});
  const [mail, text] = [await reached(), await reached({ sms: true, quantity: 8 })];
  later();
  for (const one of [mail, text]) {
    await follow(one.call);
    const person = { store, customers: [one.customer], erased: { names: [], hash: nameHash(Buffer.alloc(32, 1)) } };
    expect(await eraseRows(gate.db, person)).toMatchObject({ clicks: 1 });
    await follow(one.call);
    expect(await findResidue(gate.db, person)).not.toHaveProperty('clicks');
  }
  expect((await follow(mail.call)).status).toBe(302);
  expect((await follow(text.call)).status).toBe(404);
});

test('clicks leave with their message', async () => {
  await setLinks({});
  const one = await reached();
  later();
  await follow(one.call);
  await gate.db.delete(messages).where(eq(messages.id, one.message));
  expect(await clicksOf(one.message)).toEqual([]);
});

test('R232 a message that has something in another language is sent, and its row says what', async () => {
  await setLinks({});
  const person = await gate.person();
  await gate.db.update(customers).set({ locale: 'fr' }).where(eq(customers.id, person.customer));
  const warned: object[] = [];
  const logger = { info: () => {}, error: () => {}, warn: (fields: object) => void warned.push(fields) };
  await gate.attempt(person, { render, logger });
  expect(await stepOf(gate.db, person)).toMatchObject({ state: 'accepted', untranslated: ['product/lamp'] });
  expect(warned).toEqual([{ store, template: 'cart/reminder', locale: 'fr', untranslated: ['product/lamp'] }]);
});

test('while the database is away a signed link still leads to the shop', async () => {
  await setLinks({});
  const one = await reached({ input: { dueAt: toInstant(noon) } });
  const away = connectDatabase('postgres://nobody@127.0.0.1:1/none', 1);
  const there = await serve(away.db);
  expect(await follow(`${there}/l/${one.call.split('/l/')[1]}`)).toMatchObject({ status: 302 });
  expect(await follow(`${there}/s/abcdefghijk`)).toMatchObject({ status: 503 });
  await away.close();
});
