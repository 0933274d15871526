import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { consents, customerAliases, customers, messages, suppressions } from '../../db/schema/index.ts';
import { masked } from '../../domain/mask.ts';
import { hour, noon, type Person, store } from '../gate/world.ts';
import { plantPolicy } from '../stack/policy.ts';
import { defaultCaps } from '../../domain/policy/caps.ts';
import { boxesOf, formWith, useLeaving } from './use-leaving.ts';

const leaving = useLeaving();
const day = 24 * hour;
beforeEach(async () => plantPolicy(leaving.gate.db, store, { caps: { ...defaultCaps, caps: [] } }));

const someone = async (locale: 'fr' | 'en' = 'fr') => {
  const person = await leaving.gate.person();
  await leaving.gate.db.update(customers).set({ locale }).where(eq(customers.id, person.customer));
  const token = await leaving.linkOf(person);
  return { person, token, path: `/preferences/${token}` };
};
const phoneOf = async ({ customer }: Person): Promise<string> => {
  const value = `+3361234${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
  await leaving.gate.db.insert(customerAliases).values({ storeId: store, customerId: customer, kind: 'phone', value });
  return value;
};
/** The person's next message, through the gate. */
const next = async (person: Person, template = 'cart/reassurance', changes: object = {}) =>
  leaving.gate.attempt(person, { input: { step: `${template}#1`, template, ...changes } as never });

/** When a step is due and useless. */
const later = (at: number) => ({ dueAt: new Date(at).toISOString(), expiresAt: new Date(at + hour).toISOString() });

test('the page shows what the customer receives, in their language, and nobody’s name or address', async () => {
  const { person, path } = await someone('fr');
  const phone = await phoneOf(person);
  const { status, headers, html } = await leaving.get(path);
  expect(status).toBe(200);
  expect(html).toContain('lang="fr"');
  expect(html).toContain('Vos préférences');
  expect(html).toContain('Demo shop');
  expect(boxesOf(html)).toMatchObject({ 'email/reminders': true, 'email/newsletter': true, 'sms/reminders': false });
  for (const secret of [person.email, 'Ada', phone, phone.slice(3)]) expect(html).not.toContain(secret);
  expect(html).toContain(masked(person.email));
  expect(html).toContain(masked(phone));
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/u);
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('set-cookie')).toBeNull();
  expect(html).not.toContain('<script');
  const english = await leaving.get(`${path}?lang=en`, { headers: { 'accept-language': 'fr' } });
  expect(english.html).toContain('Your preferences');
  expect((await leaving.get(path, { headers: { 'accept-language': 'en' } })).html).toContain('Vos préférences');
});

test('R81 WhatsApp is chosen by whom a shop asked, and leaving everything leaves it, too', async () => {
  const { person, path } = await someone('en');
  const phone = await phoneOf(person);
  expect(Object.keys(boxesOf((await leaving.get(path)).html)).some((box) => box.startsWith('whatsapp/'))).toBe(false);
  const act = { channel: 'whatsapp', purpose: 'marketing', state: 'granted', source: 'checkout', proof: {} } as const;
  await leaving.gate.db
    .insert(consents)
    .values({ ...act, storeId: store, customerId: person.customer, at: new Date(noon - hour) });
  const { html } = await leaving.get(path);
  expect(html).toContain('By WhatsApp');
  expect(boxesOf(html)).toMatchObject({ 'whatsapp/reminders': true, 'sms/reminders': false });
  await leaving.post(path, formWith(html, { 'whatsapp/reminders': false }));
  expect(boxesOf((await leaving.get(path)).html)).toMatchObject({
    'whatsapp/reminders': false,
    'whatsapp/newsletter': true,
  });
  await leaving.post(path, { act: 'leave' });
  const [newest] = (await leaving.actsOf(person)).filter(({ channel }) => channel === 'whatsapp').toReversed();
  expect(newest).toMatchObject({ state: 'withdrawn', list: '' });
  expect((await leaving.suppressionsOf(phone)).map(({ channel }) => channel)).toContain('whatsapp');
});

test('opening it, however often, changes nothing', async () => {
  const { person, path } = await someone();
  const before = await leaving.actsOf(person);
  for (let count = 0; count < 100; count++) await leaving.get(`${path}${count % 2 ? '?act=leave' : ''}`);
  expect(await leaving.actsOf(person)).toEqual(before);
  expect(await leaving.suppressionsOf(person.email)).toEqual([]);
});

test('R191 a list that is left in mid-journey stops at once, and the others go on', async () => {
  const { person, path } = await someone();
  const { html } = await leaving.get(path);
  const answer = await leaving.post(path, formWith(html, { 'email/reminders': false }));
  expect(answer.html).toContain('Vos choix sont enregistrés');
  expect(boxesOf(answer.html)).toMatchObject({ 'email/reminders': false, 'email/newsletter': true });
  expect((await leaving.actsOf(person)).at(-1)).toMatchObject({
    list: 'reminders',
    state: 'withdrawn',
    source: 'preference centre',
  });
  expect(await leaving.suppressionsOf(person.email)).toMatchObject([{ reason: 'unsubscribed', list: 'reminders' }]);
  expect(await next(person)).toMatchObject({ outcome: 'withheld', reason: 'no_consent' });
  // The same cart, as a message of another list.
  expect(await next(person, 'cart/offer', { rank: 'win-back' })).toMatchObject({ outcome: 'accepted' });
});

test('R191 a channel that is left stops at once; the other one is as it was', async () => {
  const { person, path } = await someone();
  const phone = await phoneOf(person);
  let { html } = await leaving.get(path);
  await leaving.post(path, formWith(html, { 'sms/reminders': true }));
  ({ html } = await leaving.get(path));
  const off = Object.fromEntries(Object.keys(boxesOf(html)).map((key) => [key, key.startsWith('sms/')]));
  await leaving.post(
    path,
    formWith(html, { ...off, 'sms/newsletter': false, 'sms/offers': false, 'sms/advice': false }),
  );
  expect(await next(person)).toMatchObject({ outcome: 'withheld', reason: 'no_consent' });
  const acts = await leaving.actsOf(person);
  expect(acts.findLast(({ channel }) => channel === 'email')).toMatchObject({ list: '', state: 'withdrawn' });
  expect(acts.findLast(({ channel }) => channel === 'sms')).toMatchObject({ list: 'reminders', state: 'granted' });
  expect(await leaving.suppressionsOf(phone)).toEqual([]);
});

test('coming back is an act of consent, with its words, their version and where', async () => {
  const { person, path } = await someone('fr');
  await leaving.post(path, { act: 'leave' });
  expect(await next(person)).toMatchObject({ outcome: 'withheld' });
  leaving.gate.clock.advance(hour);
  const { html } = await leaving.get(path);
  expect(Object.values(boxesOf(html))).not.toContain(true);
  await leaving.post(path, formWith(html, { 'email/reminders': true }));
  expect((await leaving.actsOf(person)).at(-1)).toMatchObject({
    channel: 'email',
    purpose: 'marketing',
    list: 'reminders',
    state: 'granted',
    at: new Date(noon + hour),
    source: 'preference centre',
    proof: {
      how: 'box ticked',
      wording: 'Choisissez ce que Demo shop peut vous envoyer. Par e-mail: Les rappels de panier',
      version: 'preferences-1',
      locale: 'fr',
    },
  });
  expect(await next(person, 'cart/offer')).toMatchObject({ outcome: 'accepted' });
});

test('leaving everything is one press, for every channel and address', async () => {
  const { person, path } = await someone('en');
  const phone = await phoneOf(person);
  const answer = await leaving.post(path, { act: 'leave' });
  expect(answer.html).toContain('Done: you will receive no more marketing messages.');
  expect((await leaving.actsOf(person)).slice(1)).toMatchObject([
    { channel: 'email', list: '', state: 'withdrawn' },
    { channel: 'sms', list: '', state: 'withdrawn' },
  ]);
  const ended = { reason: 'unsubscribed', purpose: 'marketing' };
  expect(await leaving.suppressionsOf(person.email)).toMatchObject([ended]);
  const held = (await leaving.suppressionsOf(phone)).toSorted((a, b) => (a.channel < b.channel ? -1 : 1));
  expect(held).toMatchObject([
    { ...ended, channel: 'sms' },
    { ...ended, channel: 'whatsapp' },
  ]);
  await leaving.post(path, { act: 'leave' });
  expect(await leaving.actsOf(person)).toHaveLength(3);
  expect(await next(person)).toMatchObject({ outcome: 'withheld' });
  expect(await next(person, 'cart/offer', { purpose: 'transactional' })).toMatchObject({ outcome: 'accepted' });
});

test('R81 whoever left or paused everything gets nothing by WhatsApp, whatever they are told to have agreed to before', async () => {
  for (const act of ['leave', 'pause']) {
    const { person, path } = await someone('en');
    await phoneOf(person);
    await leaving.post(path, { act });
    expect((await leaving.get(path)).html).not.toContain('WhatsApp');
    const agreed = {
      channel: 'whatsapp',
      purpose: 'marketing',
      state: 'granted',
      source: 'checkout',
      proof: {},
    } as const;
    await leaving.gate.db
      .insert(consents)
      .values({ ...agreed, storeId: store, customerId: person.customer, at: new Date(noon - hour) });
    expect(await next(person, 'cart/reminder', { channel: 'whatsapp' })).toMatchObject({ reason: 'suppressed' });
  }
});

test('a pause of thirty days keeps marketing away, not what concerns an order, and ends by itself or before', async () => {
  const { person, path } = await someone('en');
  const paused = await leaving.post(path, { act: 'pause' });
  expect(paused.html).toContain('No marketing message before July 10, 2026.');
  expect(boxesOf(paused.html)['email/reminders']).toBe(true);
  expect(await next(person)).toMatchObject({ outcome: 'withheld', reason: 'suppressed' });
  expect(await next(person, 'cart/offer', { purpose: 'transactional' })).toMatchObject({ outcome: 'accepted' });
  leaving.gate.clock.set(noon + 30 * day + 1);
  await leaving.gate.db.update(customers).set({ locale: 'en' }).where(eq(customers.id, person.customer));
  expect((await leaving.get(path)).html).toContain('Pause for 30 days');

  leaving.gate.clock.set(noon);
  const other = await someone('en');
  await leaving.post(other.path, { act: 'pause' });
  leaving.gate.clock.advance(hour);
  const resumed = await leaving.post(other.path, { act: 'resume' });
  expect(resumed.html).toContain('Done: the break is over.');
  expect(await next(other.person, 'cart/reassurance', later(noon + hour))).toMatchObject({ outcome: 'accepted' });
  expect(await leaving.actsOf(other.person)).toHaveLength(1);
});

test('a page that was open for a while does not undo what was chosen elsewhere meanwhile', async () => {
  const { person, path, token } = await someone();
  const { html: old } = await leaving.get(path);
  await leaving.post(`/u/${token}`);
  await leaving.post(path, formWith(old, { 'email/newsletter': false }));
  const { html } = await leaving.get(path);
  expect(Object.values(boxesOf(html))).not.toContain(true);
  expect(await next(person)).toMatchObject({ outcome: 'withheld' });
});

test('a box of nothing that the store has, or a form of another kind, changes nothing', async () => {
  const { person, path } = await someone();
  const before = await leaving.actsOf(person);
  for (const form of [
    { act: 'choose', shown: 'email/nonsense', want: 'email/nonsense' },
    { act: 'choose', shown: 'fax/reminders', was: 'fax/reminders' },
    { act: 'choose', want: 'email/reminders' },
    { act: 'erase' },
    {},
  ]) {
    expect((await leaving.post(path, form)).status).toBe(200);
  }
  expect(await leaving.actsOf(person)).toEqual(before);
});

test('a number that answered STOP cannot be ticked again here: only its owner’s START lifts it', async () => {
  const { person, path } = await someone('fr');
  const phone = await phoneOf(person);
  await leaving.gate.db
    .insert(suppressions)
    .values({ storeId: store, channel: 'sms', address: phone, reason: 'stopped', purpose: 'all', at: new Date(noon) });
  const { html } = await leaving.get(path);
  expect(html).toContain('répondez START');
  expect(html.match(/disabled/gu)!.length).toBeGreaterThanOrEqual(4);
  await leaving.post(path, { act: 'choose', shown: ['sms/reminders'], want: ['sms/reminders'] });
  expect((await leaving.actsOf(person)).filter(({ channel }) => channel === 'sms')).toEqual([]);
  expect(await leaving.suppressionsOf(phone)).toMatchObject([{ reason: 'stopped', liftedAt: null }]);
});

test('a token that is not known, or whose owner was erased, gets the unsubscribe page to the byte', async () => {
  const { person, token } = await someone();
  await leaving.gate.db
    .update(customers)
    .set({ erasedAt: new Date(noon) })
    .where(eq(customers.id, person.customer));
  const language = { headers: { 'accept-language': 'fr' } };
  for (const method of ['GET', 'POST']) {
    const seen = new Set<string>();
    for (const one of [token, randomUUID()]) {
      for (const folder of ['u', 'preferences']) {
        const { status, headers, html } = await leaving.get(`/${folder}/${one}`, { method, ...language });
        const { date: _date, ...told } = Object.fromEntries(headers);
        seen.add(JSON.stringify([status, told, html.replaceAll(one, 'TOKEN')]));
      }
    }
    expect(seen.size).toBe(1);
  }
  expect(await leaving.actsOf(person)).toHaveLength(1);
});

test('the links of a message work for ever: also when the message has left the ledger', async () => {
  const { person, token, path } = await someone('en');
  await leaving.gate.db.delete(messages).where(eq(messages.customerId, person.customer));
  leaving.gate.clock.set(noon + 3_650 * day);
  expect((await leaving.get(path)).html).toContain('Your preferences');
  const left = await leaving.post(`/u/${token}`);
  expect(left.html).toContain('Done');
  expect(await leaving.suppressionsOf(person.email)).toMatchObject([{ reason: 'unsubscribed' }]);
  expect((await leaving.actsOf(person)).at(-1)).toMatchObject({ state: 'withdrawn', source: 'unsubscribe link' });
});

test('trap 7: the one-click POST is applied at the very next claim, a second time after coming back, too', async () => {
  const { person, token, path } = await someone();
  for (const round of [1, 2]) {
    const answer = await leaving.post(`/u/${token}`, { 'List-Unsubscribe': 'One-Click' });
    expect(answer.status).toBe(200);
    expect(await next(person, 'cart/reassurance', { step: `cart/reassurance#${round}` })).toMatchObject({
      outcome: 'withheld',
    });
    leaving.gate.clock.advance(1000);
    const { html } = await leaving.get(path);
    await leaving.post(path, formWith(html, { 'email/reminders': true }));
    expect(await next(person, 'cart/offer', { step: `cart/offer#${round}` })).toMatchObject({ outcome: 'accepted' });
    leaving.gate.clock.advance(1000);
  }
});

test('addresses are told so that their owner knows them and nobody else', () => {
  expect(masked('camille.martin@example.org')).toBe('c•••@e•••.org');
  expect(masked('a@b.co.uk')).toBe('a•••@b•••.uk');
  expect(masked('+33612345678')).toBe('•• •• •• 78');
});
