import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { eq } from 'drizzle-orm';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenOn, portOf } from '../../api/listen-on.ts';
import { unsubscribeRoutes } from '../../api/unsubscribe/routes.ts';
import { readFacts } from '../../db/facts.ts';
import { consents, messages, suppressions } from '../../db/schema/index.ts';
import type { Locale } from '../../domain/templates.ts';
import { insertSent } from '../browser/decisions.ts';
import { insertShop, insertShopper, now } from '../browser/shop.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();
let server: Server;
let url = '';

beforeAll(async () => {
  const { db } = database.connection;
  const logger = { error: () => {} };
  const app = express().use(unsubscribeRoutes({ db, clock: { now: () => now.getTime() }, logger }));
  server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${portOf(server)}`;
  await insertShop(db, url);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A shopper with a message, and the address of its unsubscribe link. */
const recipient = async (locale: Locale = 'fr') => {
  const { db } = database.connection;
  const firstName = `Someone-${randomUUID()}`;
  const email = `${firstName.toLowerCase()}@example.org`;
  const shopper = await insertShopper(db, { firstName, email, locale });
  const id = await insertSent(db, { shopper, locale, email, template: 'cart/reminder', minutes: 10 });
  const [message] = await db.select().from(messages).where(eq(messages.id, id));
  return { ...shopper, email, link: `${url}/u/${message!.linkToken}` };
};

const suppressionsOf = async (email: string) =>
  database.connection.db.select().from(suppressions).where(eq(suppressions.address, email));

test('opening the link shows one button in the customer’s language and changes nothing', async () => {
  for (const [locale, button] of [
    ['fr', 'Me désinscrire'],
    ['en', 'Unsubscribe'],
  ] as const) {
    const { link, email } = await recipient(locale);
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(link, { method, headers: { 'accept-language': 'de' } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const html = await answer.text();
      if (method === 'GET') {
        expect(html).toContain(`lang="${locale}"`);
        expect(html.match(/<button>/gu)).toHaveLength(1);
        expect(html).toContain(button);
        expect(html).toContain('Maison Lumen');
        expect(html).not.toContain(email);
      }
    }
    expect(await suppressionsOf(email)).toEqual([]);
  }
});

const bodies: Readonly<Record<string, () => RequestInit>> = {
  'a form, as mail programs send it': () => ({ body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }),
  'a form in parts': () => {
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    return { body };
  },
  'an empty body': () => ({}),
  'a body of another kind': () => ({ body: '{', headers: { 'content-type': 'application/json' } }),
};

test.each(Object.keys(bodies))('one POST with %s ends marketing to the address, with its proof', async (kind) => {
  const { db } = database.connection;
  const { link, email, customer, run } = await recipient();
  const answer = await fetch(link, { method: 'POST', ...bodies[kind]!() });
  expect(answer.status).toBe(200);
  expect(answer.redirected).toBe(false);
  expect(await answer.text()).toContain('C’est fait');

  expect(await suppressionsOf(email)).toMatchObject([
    { storeId: 'lumen', channel: 'email', reason: 'unsubscribed', at: now },
  ]);
  const acts = await db.select().from(consents).where(eq(consents.customerId, customer)).orderBy(consents.at);
  expect(acts.map(({ state, source }) => [state, source])).toEqual([
    ['granted', 'newsletter form'],
    ['withdrawn', 'unsubscribe link'],
  ]);
  // What the gate asks about the next message.
  const facts = await readFacts(db, { run, channel: 'email', purpose: 'marketing' });
  expect(facts!.addresses.map(({ suppressed }) => suppressed)).toMatchObject([
    [{ reason: 'unsubscribed', until: null }],
  ]);
  expect(facts!.consent?.state).toBe('withdrawn');
});

test('pressing the button twice, or twenty times at once, is once', async () => {
  const { link, email, customer } = await recipient();
  const answers = await Promise.all(Array.from({ length: 20 }, async () => fetch(link, { method: 'POST' })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await suppressionsOf(email)).toHaveLength(1);
  const acts = await database.connection.db.select().from(consents).where(eq(consents.customerId, customer));
  expect(acts).toHaveLength(2);
});

test('another reason that is known already stays', async () => {
  const { link, email } = await recipient();
  await database.connection.db
    .insert(suppressions)
    .values({ storeId: 'lumen' as never, channel: 'email', address: email, reason: 'complained', at: now });
  expect((await fetch(link, { method: 'POST' })).status).toBe(200);
  const reasons = (await suppressionsOf(email)).map(({ reason }) => reason);
  expect(reasons.toSorted()).toEqual(['complained', 'unsubscribed']);
});

test('other customers are not concerned', async () => {
  const [one, other] = [await recipient(), await recipient()];
  await fetch(one.link, { method: 'POST' });
  expect(await suppressionsOf(other.email)).toEqual([]);
});

test('a token that is not known gets the same answers and changes nothing', async () => {
  const before = await database.connection.db.select().from(suppressions);
  for (const token of [randomUUID(), 'nonsense', `${randomUUID()}%00`, "'--"]) {
    for (const [method, words] of [
      ['GET', 'Me désinscrire'],
      ['POST', 'C’est fait'],
    ] as const) {
      const answer = await fetch(`${url}/u/${token}`, { method, headers: { 'accept-language': 'fr-FR,fr;q=0.9' } });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain(words);
    }
  }
  expect(await database.connection.db.select().from(suppressions)).toEqual(before);
});

test('when the database does not answer the page says so, and that it was not recorded', async () => {
  const broken = new Proxy(database.connection.db, {
    get: () => () => {
      throw new Error('no connection');
    },
  });
  const logger = { error: () => {} };
  const app = express().use(unsubscribeRoutes({ db: broken, clock: { now: () => now.getTime() }, logger }));
  const away = await listenOn(app, { host: '127.0.0.1', port: 0 });
  const answer = await fetch(`http://127.0.0.1:${portOf(away)}/u/${randomUUID()}`, {
    method: 'POST',
    headers: { 'accept-language': 'fr' },
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('60');
  expect(await answer.text()).toContain('n’a pas pu être enregistrée');
  away.closeAllConnections();
  away.close();
});
