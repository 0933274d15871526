import { createHmac, randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { replyAsks } from '../../api/provider-webhooks/twilio/keywords.ts';
import { twilioSignature, writings } from '../../api/provider-webhooks/twilio/signature.ts';
import { readFacts } from '../../db/facts/read-facts.ts';
import { readMessage } from '../../db/pages/messages.ts';
import { consents, customerAliases, type messages, providerEvents, suppressions } from '../../db/schema/index.ts';
import { addPerson, hour, noon, type Person, store } from '../gate/world.ts';
import { authToken, publicUrl, useWebhooks } from './use-webhooks.ts';

const webhooks = useWebhooks();
beforeEach(() => webhooks.clock.set(noon));

const newSid = (): string => `SM${randomBytes(16).toString('hex')}`;
let phones = 0;
const newPhone = (): string => `+336120${String(phones++).padStart(5, '0')}`;

/** As Twilio's documentation says, in its own words. */
const sign = (url: string, form: Readonly<Record<string, string>>, token = authToken): string => {
  const names = Object.keys(form).toSorted();
  return createHmac('sha1', token)
    .update(url + names.map((name) => `${name}${form[name]}`).join(''))
    .digest('base64');
};

interface Posting {
  readonly query?: string;
  readonly signature?: string;
  readonly body?: string;
  readonly api?: number;
}

const post = async (form: Readonly<Record<string, string>>, posting: Posting = {}): Promise<Response> => {
  const { query = '', api = 0, body = new URLSearchParams(form).toString() } = posting;
  const { signature = sign(`${publicUrl}/webhooks/twilio${query}`, form) } = posting;
  return fetch(`${webhooks.url(api)}/webhooks/twilio${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body,
  });
};

const callback = (sid: string, status: string, to: string, more: Readonly<Record<string, string>> = {}) => ({
  AccountSid: `AC${'0'.repeat(32)}`,
  MessageSid: sid,
  SmsSid: sid,
  MessageStatus: status,
  SmsStatus: status,
  From: '+33700000000',
  To: to,
  ...more,
});

const reply = (from: string, text: string, sid = newSid()) => ({
  MessageSid: sid,
  AccountSid: `AC${'0'.repeat(32)}`,
  From: from,
  To: '+33700000000',
  Body: text,
  NumMedia: '0',
});

/** An SMS in the ledger and the phone that it went to. */
const sms = async (changes: Partial<typeof messages.$inferInsert> = {}) => {
  const person = await addPerson(webhooks.db);
  const phone = newPhone();
  await webhooks.db
    .insert(customerAliases)
    .values({ storeId: store, customerId: person.customer, kind: 'phone', value: phone });
  const frozen = { from: '', to: phone, subject: '', html: '', text: 'Your cart waits', headers: {} };
  const sid = newSid();
  const columns = { channel: 'sms', provider: 'twilio', providerId: sid, frozen, ...changes } as const;
  const { row, id } = await webhooks.message('accepted', { person, ...columns });
  return { person, phone, sid, row, id };
};
const suppressedOf = async (phone: string) =>
  (await webhooks.db.select().from(suppressions).where(eq(suppressions.address, phone))).map(({ reason }) => reason);
/** What the gate sees. */
const readSuppressed = async ({ run }: Person) =>
  (await readFacts(webhooks.db, {
    run,
    journey: 'cartAbandonment',
    now: new Date(),
    channel: 'sms',
    purpose: 'marketing',
  }))!.addresses[0]!.suppressed;
const consentOf = async ({ customer }: Person) =>
  webhooks.db
    .select({ state: consents.state, source: consents.source })
    .from(consents)
    .where(and(eq(consents.customerId, customer), eq(consents.channel, 'sms')));

test("the signature is the one of Twilio's own example, and each name's values count once", () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const form = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  });
  expect(twilioSignature('12345', url, form)).toBe('GvWf1cFY/Q7PnoempGyD5oXAezc=');
  const expected = createHmac('sha1', '12345').update(`${url}a1b1b2`).digest('base64');
  expect(twilioSignature('12345', url, new URLSearchParams('b=2&a=1&b=1&b=2'))).toBe(expected);
  expect(writings('https://shop.example/webhooks/twilio?a=1')).toEqual([
    'https://shop.example/webhooks/twilio?a=1',
    'https://shop.example:443/webhooks/twilio?a=1',
  ]);
  expect(writings('http://127.0.0.1:3000/x')).toEqual(['http://127.0.0.1:3000/x', 'http://127.0.0.1/x']);
});

test('a status is applied once, whoever repeats it, and an earlier one moves nothing back', async () => {
  const { sid, phone, row, id } = await sms();
  const answers = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => post(callback(sid, 'delivered', phone), { api: index % 2 })),
  );
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<Response/>');
  }
  for (const late of ['queued', 'sent']) await post(callback(sid, late, phone));
  expect(await row()).toMatchObject({ state: 'delivered', settledAt: new Date(noon) });
  const kept = await webhooks.db.select().from(providerEvents).where(eq(providerEvents.messageId, id));
  expect(kept.map(({ eventId }) => eventId.replace(sid, 'SM')).toSorted()).toEqual([
    'SM:delivered',
    'SM:queued',
    'SM:sent',
  ]);
  expect(JSON.stringify(kept)).not.toContain('+33');
});

const flip = (text: string, index: number): string =>
  `${text.slice(0, index)}${String.fromCharCode(text.charCodeAt(index) ^ 1)}${text.slice(index + 1)}`;

test('with one byte changed in the form or the signature, or another token or URL, it is refused', async () => {
  const { sid, phone, row } = await sms();
  const form = callback(sid, 'delivered', phone);
  const body = new URLSearchParams(form).toString();
  const signature = sign(`${publicUrl}/webhooks/twilio`, form);
  const answers: number[] = [];
  for (let index = 0; index < body.length; index++) {
    answers.push((await post(form, { body: flip(body, index), signature })).status);
  }
  for (let index = 0; index < signature.length; index++) {
    answers.push((await post(form, { signature: flip(signature, index) })).status);
  }
  answers.push((await post(form, { signature: '' })).status);
  answers.push((await post(form, { signature: sign(`${publicUrl}/webhooks/twilio`, form, 'f'.repeat(32)) })).status);
  answers.push((await post(form, { signature: sign('https://elsewhere.example/webhooks/twilio', form) })).status);
  answers.push((await post(form, { signature, query: '?message=1' })).status);
  answers.push((await post(form, { signature, body: `${body}&Extra=1` })).status);
  expect(answers.length).toBe(body.length + signature.length + 5);
  expect(new Set(answers)).toEqual(new Set([401]));
  expect((await row()).state).toBe('accepted');
});

test('a signed form that is none of ours is refused with the field, and changes nothing', async () => {
  const before = await webhooks.events();
  const url = `${publicUrl}/webhooks/twilio`;
  const twice = new URLSearchParams([
    ['MessageSid', newSid()],
    ['MessageStatus', 'delivered'],
    ['MessageStatus', 'failed'],
  ]);
  const repeated = await post({}, { body: twice.toString(), signature: twilioSignature(authToken, url, twice) });
  expect([repeated.status, await repeated.text()]).toEqual([422, expect.stringContaining('MessageStatus')]);
  for (const [form, field] of [
    [{}, 'MessageSid'],
    [{ MessageStatus: 'delivered' }, 'MessageSid'],
    [{ MessageSid: 'SM1', MessageStatus: 'delivered' }, 'MessageSid'],
    [{ ...callback(newSid(), 'delivered', '+33'), ErrorCode: 'x' }, 'ErrorCode'],
    [{ ...reply('0612', 'STOP') }, 'From'],
  ] as const) {
    const answer = await post(form);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(field)]);
  }
  const huge = await post({ ...reply(newPhone(), 'x'.repeat(300_000)) });
  expect(huge.status).toBe(413);
  expect(await webhooks.events()).toEqual(before);
});

test('a callback with our id in its address proves that an unknown message was accepted', async () => {
  const { sid, phone, row, id } = await sms({ providerId: null, state: 'unknown' });
  const answer = await post(callback(sid, 'sent', phone), { query: `?message=${id}` });
  expect(answer.status).toBe(200);
  expect(await row()).toMatchObject({ state: 'accepted', providerId: sid });
});

test('numbers that do not exist are suppressed; a filtered text says nothing of the number', async () => {
  for (const [code, expected] of [
    ['30005', ['bounced']],
    ['30006', ['bounced']],
    ['30007', []],
    ['21610', ['stopped']],
  ] as const) {
    const { sid, phone, row } = await sms();
    await post(callback(sid, 'undelivered', phone, { ErrorCode: code }));
    expect((await row()).state).toBe('bounced');
    expect(await suppressedOf(phone)).toEqual(expected);
  }
});

test('STOP stops everything and withdraws the consent; START lifts it and grants none', async () => {
  const { person, phone } = await sms();
  const stop = reply(phone, 'Stop !');
  expect((await post(stop)).status).toBe(200);
  await post(stop);
  expect(await suppressedOf(phone)).toEqual(['stopped']);
  expect(await consentOf(person)).toEqual([{ state: 'withdrawn', source: 'STOP reply' }]);
  webhooks.clock.set(noon + hour);
  await post(reply(phone, 'START'));
  expect(await consentOf(person)).toHaveLength(1);
  expect(await readSuppressed(person)).toEqual([]);
  // What Twilio itself understood counts more than the words; of two replies of one instant the STOP holds.
  await post({ ...reply(phone, 'pas intéressé'), OptOutType: 'STOP' });
  expect(await readSuppressed(person)).toMatchObject([{ reason: 'stopped', at: new Date(noon + hour) }]);
});

test('other replies, and numbers that no store knows, change nothing', async () => {
  const { phone } = await sms();
  const before = await webhooks.events();
  await post(reply(phone, 'Merci beaucoup'));
  expect(await webhooks.events()).toEqual(before);
  await post(reply(newPhone(), 'STOP'));
  expect((await webhooks.events()).at(-1)).toMatchObject({ type: 'reply.stop', messageId: null, detail: {} });
  expect(await suppressedOf(phone)).toEqual([]);
});

test.each([
  ['STOP', 'stop'],
  [' stop. ', 'stop'],
  ['Arrêt', 'stop'],
  ['ARRETEZ', 'stop'],
  ['stop pub', 'stop'],
  ['STOP au 36180', 'stop'],
  ['désinscrire', 'stop'],
  ['Désabonnement', 'stop'],
  ['unsubscribe please', 'stop'],
  ['END', 'stop'],
  ['opt-out', 'stop'],
  ['the end of the month', undefined],
  ['please cancel my order', undefined],
  ['start', 'start'],
  ['UNSTOP', 'start'],
  ['', undefined],
  ['👍', undefined],
])('the reply %o asks for %s', (text, expected) => {
  expect(replyAsks(text)).toBe(expected);
});

/** What is kept of a message, in the order of its coming. */
const told = async (message: string) =>
  (await webhooks.events())
    .filter(({ messageId }) => messageId === message)
    .map(({ type, detail }) => `${type} ${detail['carrier'] ?? 'sms'}`);

test('R81 how a text message went is kept: by RCS, or by SMS after all', async () => {
  const { sid, phone, row, id } = await sms();
  const byRcs = { From: 'rcs:shop_agent', ChannelPrefix: 'rcs' };
  await post(callback(sid, 'sent', phone, byRcs));
  await post(callback(sid, 'delivered', phone, byRcs));
  expect(await row()).toMatchObject({ state: 'delivered', channel: 'sms' });
  const fallen = await sms();
  await post(callback(fallen.sid, 'sent', fallen.phone, byRcs));
  await post(callback(fallen.sid, 'delivered', fallen.phone));
  expect(await told(id)).toEqual(['sent rcs', 'delivered rcs']);
  expect(await told(fallen.id)).toEqual(['sent rcs', 'delivered sms']);
  const shown = await Promise.all([id, fallen.id].map(async (one) => readMessage(webhooks.db, one)));
  expect(shown.map((one) => one!.carrier)).toEqual(['rcs', null]);
});

test('R81 what WhatsApp could not deliver is told of its own message, and leaves text messages to the number', async () => {
  const whatsapp = { channel: 'whatsapp', provider: 'twilio-whatsapp' } as const;
  const [away, blocked, limited] = [await sms(whatsapp), await sms(whatsapp), await sms(whatsapp)];
  const undelivered = async ({ sid, phone }: Awaited<ReturnType<typeof sms>>, code: string) =>
    post(
      callback(sid, 'undelivered', `whatsapp:${phone}`, {
        From: 'whatsapp:+33700000000',
        ChannelPrefix: 'whatsapp',
        ErrorCode: code,
      }),
    );
  await undelivered(away, '63024');
  await undelivered(blocked, '63014');
  // Meta limits what marketing one person gets of all shops: it says nothing of the number.
  await undelivered(limited, '63049');
  for (const one of [away, blocked, limited]) expect((await one.row()).state).toBe('bounced');
  expect(await suppressedOf(away.phone)).toEqual(['bounced']);
  expect(await suppressedOf(blocked.phone)).toEqual(['stopped']);
  expect(await suppressedOf(limited.phone)).toEqual([]);
  for (const one of [away, blocked]) expect(await readSuppressed(one.person)).toEqual([]);
});
