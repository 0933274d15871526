import { createHmac, randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { render } from '../../activities/templates/index.ts';
import { consents, customerAliases, customers, stores, suppressions } from '../../db/schema/index.ts';
import { defaultSmsReplies } from '../../domain/policy/sms-replies.ts';
import type { StoreId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { keyed, addPerson, createGate, hour, noon, type Person, store } from '../gate/world.ts';
import { anySms, plantPolicy } from '../stack/policy.ts';
import { authToken, publicUrl, useWebhooks } from './use-webhooks.ts';

const webhooks = useWebhooks();
beforeEach(async () => {
  webhooks.clock.set(noon);
  await plantPolicy(webhooks.db, store, { ...anySms, smsReplies: defaultSmsReplies });
});

let phones = 0;

/** Posts a reply as Twilio does, and reads what it is to answer; its id is `sid`. */
const reply = async (from: string, text: string, more: Readonly<Record<string, string>> = {}) => {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const form: Readonly<Record<string, string>> = {
    MessageSid: sid,
    From: from,
    To: '+33700000000',
    Body: text,
    ...more,
  };
  const url = `${publicUrl}/webhooks/twilio`;
  const signed = Object.keys(form)
    .toSorted()
    .map((name) => `${name}${form[name]}`)
    .join('');
  const response = await fetch(`${webhooks.url()}/webhooks/twilio`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', authToken)
        .update(url + signed)
        .digest('base64'),
    },
    body: new URLSearchParams(form),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/xml');
  return { sid, answer: await response.text() };
};

/** A customer who can be written to by SMS. */
const texter = async (granted = true): Promise<Person & { readonly phone: string }> => {
  const person = await addPerson(webhooks.db);
  const phone = `+3361277${String(phones++).padStart(4, '0')}`;
  const own = { storeId: store, customerId: person.customer };
  await webhooks.db.insert(customerAliases).values({ ...own, kind: 'phone', value: phone });
  if (granted) {
    const act = { channel: 'sms', purpose: 'marketing', state: 'granted', source: 'checkout', proof: {} } as const;
    await webhooks.db.insert(consents).values({ ...own, ...act, at: new Date(noon - hour) });
  }
  return { ...person, phone };
};

const actsOf = async ({ customer }: Person) =>
  webhooks.db
    .select({ state: consents.state, source: consents.source, proof: consents.proof })
    .from(consents)
    .where(and(eq(consents.customerId, customer), eq(consents.channel, 'sms')))
    .orderBy(consents.at);

/** The person's next text message, through the gate: what became of it, and the verdict of the suppressions. */
const text = async (person: Person, step: string, purpose: 'marketing' | 'transactional' = 'marketing') => {
  const sms = { ...keyed, name: 'sms', send: async () => ({ answer: 'accepted', id: step }) as const };
  const gate = createGate({ db: webhooks.db, clock: webhooks.clock, email: sms, providers: { sms }, render });
  const { plan: _plan, ...outcome } = await gate.deliver({ ...person.input, channel: 'sms', step, purpose });
  return outcome;
};

test('R195 STOP ends all text messages at once, those about orders too, and is acknowledged', async () => {
  const person = await texter();
  expect(await text(person, 'cart/reminder#1')).toMatchObject({ outcome: 'accepted' });
  const { answer, sid } = await reply(person.phone, 'Arrêt svp');
  expect(answer).toBe(
    '<Response><Message>Demo shop: noted, you will receive no more texts. START to receive them again.</Message></Response>',
  );
  expect((await actsOf(person)).at(-1)).toEqual({
    state: 'withdrawn',
    source: 'STOP reply',
    proof: { how: 'reply to a message', message: sid, words: 'Arrêt svp' },
  });
  expect(await text(person, 'cart/reminder#2')).toMatchObject({ outcome: 'withheld' });
  expect(await text(person, 'cart/reminder#3', 'transactional')).toEqual({ outcome: 'withheld', reason: 'suppressed' });
});

test('R195 where the policy says so STOP leaves what concerns an order', async () => {
  await plantPolicy(webhooks.db, store, { smsReplies: { ...defaultSmsReplies, stopEndsTransactional: false } });
  const person = await texter();
  await reply(person.phone, 'STOP');
  expect(await text(person, 'cart/reminder#1')).toMatchObject({ outcome: 'withheld' });
  expect(await text(person, 'cart/reminder#2', 'transactional')).toMatchObject({ outcome: 'accepted' });
});

test('R213 START is an act of consent, with the reply as its proof, and gives back what the STOP took', async () => {
  const person = await texter();
  await reply(person.phone, 'STOP');
  webhooks.clock.advance(hour);
  const { answer, sid } = await reply(person.phone, 'Oui');
  expect(answer).toContain('you will receive our texts again. STOP to end them.');
  expect((await actsOf(person)).at(-1)).toEqual({
    state: 'granted',
    source: 'START reply',
    proof: { how: 'reply to a message', message: sid, words: 'Oui' },
  });
  const at = { dueAt: toInstant(noon + hour), expiresAt: toInstant(noon + 2 * hour) };
  expect(await text({ ...person, input: { ...person.input, ...at } }, 'cart/reminder#1')).toMatchObject({
    outcome: 'accepted',
  });
});

test('R213 START grants nothing to who had agreed to nothing, and a mere yes is no act at all', async () => {
  const never = await texter(false);
  await reply(never.phone, 'STOP');
  webhooks.clock.advance(hour);
  await reply(never.phone, 'START');
  expect((await actsOf(never)).map(({ state }) => state)).toEqual(['withdrawn']);
  const calm = await texter();
  for (const words of ['Oui', 'START', 'yes']) expect((await reply(calm.phone, words)).answer).toBe('<Response/>');
  expect(await actsOf(calm)).toHaveLength(1);
});

test('HELP, AIDE, INFO and CONTACT say who writes, how to reach them and how to stop, in the customer’s language', async () => {
  const person = await texter();
  const english =
    '<Response><Message>Demo shop: to reach us, hello@shop.example, shop.example. STOP to receive no more texts.</Message></Response>';
  for (const words of ['HELP', 'info', 'Contact ?', 'AIDE'])
    expect((await reply(person.phone, words)).answer).toBe(english);
  await webhooks.db.update(customers).set({ locale: 'fr' }).where(eq(customers.id, person.customer));
  expect((await reply(person.phone, 'AIDE')).answer).toContain('Demo shop : pour nous joindre, hello@shop.example');
  expect(await actsOf(person)).toHaveLength(1);
  // Nobody's number: there is one store only, and it answers.
  expect((await reply('+33612999999', 'CONTACT')).answer).toBe(english);
});

test('a store’s own words, its contact, and no words at all', async () => {
  const person = await texter();
  const policy = { ...defaultSmsReplies, contact: '01 23 45 67 89 & <mail>', help: { fr: 'Rappelez-nous.' } };
  await plantPolicy(webhooks.db, store, { smsReplies: policy });
  expect((await reply(person.phone, 'HELP')).answer).toContain('to reach us, 01 23 45 67 89 &amp; &lt;mail&gt;.');
  await webhooks.db.update(customers).set({ locale: 'fr' }).where(eq(customers.id, person.customer));
  expect((await reply(person.phone, 'CONTACT')).answer).toContain('<Message>Rappelez-nous.</Message>');
  await plantPolicy(webhooks.db, store, { smsReplies: { ...policy, answers: false } });
  expect((await reply(person.phone, 'STOP')).answer).toBe('<Response/>');
  expect((await actsOf(person)).at(-1)?.state).toBe('withdrawn');
});

test('what Twilio has understood and answered itself is not answered again', async () => {
  const person = await texter();
  for (const OptOutType of ['HELP', 'STOP', 'START']) {
    expect((await reply(person.phone, 'whatever', { OptOutType })).answer).toBe('<Response/>');
  }
});

test('of several stores the one that wrote last answers; STOP counts in every one that knows the number', async () => {
  const other = 'other' as StoreId;
  const [shop] = await webhooks.db.select().from(stores).where(eq(stores.id, store));
  await webhooks.db.insert(stores).values({ ...shop!, id: other, name: 'Other shop' });
  const person = await texter();
  const twin = (await texter()).customer;
  await webhooks.db.update(customers).set({ storeId: other }).where(eq(customers.id, twin));
  await webhooks.db
    .insert(customerAliases)
    .values({ storeId: other, customerId: twin, kind: 'phone', value: person.phone });
  await text(person, 'cart/reminder#1');
  expect((await reply(person.phone, 'HELP')).answer).toContain('Demo shop');
  expect((await reply('+33612999998', 'HELP')).answer).toBe('<Response/>');
  await reply(person.phone, 'STOP');
  expect((await actsOf(person)).at(-1)?.state).toBe('withdrawn');
  expect((await actsOf({ ...person, customer: twin })).at(-1)?.state).toBe('withdrawn');
});

test('R81 STOP by RCS ends text messages, as by SMS; by WhatsApp it ends WhatsApp alone, a button as well as a word', async () => {
  const [rcs, whatsapp] = [await texter(), await texter()];
  expect((await reply(`rcs:${rcs.phone}`, 'STOP')).answer).toContain('you will receive no more texts.');
  expect((await actsOf(rcs)).at(-1)?.state).toBe('withdrawn');
  expect(await text(rcs, 'cart/reminder#1')).toMatchObject({ outcome: 'withheld' });

  const own = { storeId: store, customerId: whatsapp.customer, channel: 'whatsapp', purpose: 'marketing' } as const;
  const act = { state: 'granted', source: 'checkout', proof: {}, at: new Date(noon - hour) } as const;
  await webhooks.db.insert(consents).values({ ...own, ...act });
  const pressed = { ButtonText: 'Plus de promos', ButtonPayload: 'STOP' };
  const { answer } = await reply(`whatsapp:${whatsapp.phone}`, 'Plus de promos', pressed);
  expect(answer).toContain('you will receive no more WhatsApp messages. START to receive them again.');
  const acts = await webhooks.db.select().from(consents).where(eq(consents.customerId, whatsapp.customer));
  expect(acts.map(({ channel, state }) => `${channel} ${state}`).toSorted()).toEqual([
    'email granted',
    'sms granted',
    'whatsapp granted',
    'whatsapp withdrawn',
  ]);
  expect(await text(whatsapp, 'cart/reminder#1')).toMatchObject({ outcome: 'accepted' });
});

test('R81 by WhatsApp STOP ends messages about orders, too, whatever the policy leaves to text messages', async () => {
  await plantPolicy(webhooks.db, store, { smsReplies: { ...defaultSmsReplies, stopEndsTransactional: false } });
  const person = await texter();
  for (const from of [person.phone, `whatsapp:${person.phone}`]) await reply(from, 'STOP');
  const held = await webhooks.db.select().from(suppressions).where(eq(suppressions.address, person.phone));
  expect(Object.fromEntries(held.map(({ channel, purpose }) => [channel, purpose]))).toEqual({
    sms: 'marketing',
    whatsapp: 'all',
  });
});
