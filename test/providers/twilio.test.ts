import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Provider, ProviderAnswer } from '../../activities/providers/provider.ts';
import { type TwilioOptions, twilioProvider } from '../../activities/providers/twilio.ts';
import { type TwilioWhatsappOptions, twilioWhatsappProvider } from '../../activities/providers/twilio-whatsapp.ts';
import type { FrozenMessage, FrozenSms } from '../../db/schema/ledger.ts';
import { freePort } from '../../dev/free-port.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { type FakeTwilio, startFakeTwilio, type TwilioFault } from '../fake-twilio/fake-twilio.ts';
import { callOf, type ContractCase, holdsContract } from './contract.ts';
import { approvedWords, email, sms, whatsapp } from './messages.ts';

let fake: FakeTwilio;
beforeAll(async () => {
  fake = await startFakeTwilio();
  fake.approve(approvedWords.content, approvedWords.text);
});
beforeEach(() => fake.heal());
afterAll(async () => fake.stop());

const account = () => ({
  accountSid: fake.accountSid,
  authToken: fake.authToken,
  baseUrl: fake.url,
  perSecond: 10,
  timeoutMillis: 1_000,
  realClock: systemClock(),
});

const adapter = (changes: Partial<TwilioOptions> = {}) =>
  twilioProvider({ ...account(), sender: { from: '+33600000000' }, ...changes });

const acceptedTo = (message: FrozenMessage) =>
  fake.acceptances().filter(({ to, body }) => to.replace('whatsapp:', '') === message.to && body === message.text);

const contractOf = (
  make: (changes?: { readonly baseUrl: string }) => Provider,
  message: () => FrozenMessage,
): ContractCase => ({
  provider: () => make(),
  message,
  changed: (one) => ({ ...one, text: 'another' }),
  accepted: (one) => acceptedTo(one).map(({ sid }) => sid),
  network: {
    loseNext: (_message, accepts) => fake.fault({ kind: accepts ? 'lost' : 'drop-before' }, { times: 1 }),
    hangNext: () => fake.fault({ kind: 'hang-before' }, { times: 1 }),
    unreachable: async () => make({ baseUrl: `http://127.0.0.1:${await freePort()}` }),
    breakRecord: () => fake.faultList('error'),
  },
});

holdsContract('Twilio, R81 by SMS', () => contractOf(adapter, sms));

/** To a handset that takes RCS, by a messaging service that has a sender of it. */
const toRcs = (): FrozenSms => {
  const message = sms();
  fake.takesRcs(message.to);
  return message;
};
const byService = (changes: Partial<TwilioOptions> = {}) =>
  adapter({ sender: { messagingServiceSid: `MG${'2'.repeat(32)}` }, ...changes });

holdsContract('Twilio, R81 by RCS', () => contractOf(byService, toRcs));

const byWhatsapp = (changes: Partial<TwilioWhatsappOptions> = {}) =>
  twilioWhatsappProvider({ ...account(), from: '+33700000000', ...changes });

holdsContract('Twilio, R81 by WhatsApp', () => contractOf(byWhatsapp, whatsapp));

const answerTo = async (fault: TwilioFault): Promise<ProviderAnswer> => {
  fake.fault(fault, { times: 1 });
  return adapter().send(callOf(sms()));
};
const refuses = (status: number, code: number, retryAfter?: number): TwilioFault => ({
  kind: 'refuses',
  status,
  code,
  ...(retryAfter !== undefined && { retryAfter }),
});

const table: readonly (readonly [line: string, fault: TwilioFault, expected: object])[] = [
  ['a truncated 201', { kind: 'truncated' }, { answer: 'uncertain' }],
  ['201 that is not JSON', { kind: 'answers', status: 201, body: '<xml/>' }, { answer: 'uncertain' }],
  ['201 without a sid', { kind: 'answers', status: 201, body: '{"sid":"AC1"}' }, { answer: 'uncertain' }],
  ['500 after it was accepted', { kind: 'error-after' }, { answer: 'uncertain', detail: '500 20500' }],
  ['503', refuses(503, 20503, 3), { answer: 'uncertain', retryAfterMillis: 3_000 }],
  ['502 as HTML', { kind: 'answers', status: 502, body: '<html>' }, { answer: 'uncertain', detail: '502' }],
  ['a redirect', { kind: 'answers', status: 307, body: '' }, { answer: 'uncertain' }],
  ['429', refuses(429, 20429, 2), { answer: 'refused', rateLimited: true, retryAfterMillis: 2_000 }],
  ['400 the queue of the sender is full', refuses(400, 21611), { answer: 'refused', rateLimited: true }],
  ['400 the daily limit', refuses(400, 63038), { answer: 'refused', pause: { reason: 'quota' } }],
  ['400 not a number', refuses(400, 21211), { answer: 'never', reason: 'refused', recipient: 'bounced' }],
  ['400 the owner answered STOP', refuses(400, 21610), { answer: 'never', reason: 'refused', recipient: 'stopped' }],
  ['403 a region that is not allowed', refuses(403, 21408), { answer: 'never', reason: 'refused' }],
  ['400 of another kind', refuses(400, 21617), { answer: 'never', reason: 'refused' }],
  ['400 a WhatsApp template that is not approved', refuses(400, 21655), { answer: 'never', reason: 'refused' }],
  ['400 nobody on WhatsApp has the number', refuses(400, 63024), { answer: 'never', recipient: 'bounced' }],
  ['400 the shop is blocked in WhatsApp', refuses(400, 63014), { answer: 'never', recipient: 'stopped' }],
  ['400 too fast for WhatsApp', refuses(400, 63018), { answer: 'refused', rateLimited: true }],
  ['400 no WhatsApp sender of ours', refuses(400, 63007), { answer: 'refused', pause: { reason: 'account' } }],
  ['401', refuses(401, 20003), { answer: 'refused', pause: { reason: 'account' } }],
  ['403', refuses(403, 20005), { answer: 'refused', pause: { reason: 'account' } }],
  ['404', refuses(404, 20404), { answer: 'refused', pause: { reason: 'account' } }],
  ['400 a sender that is not ours', refuses(400, 21660), { answer: 'refused', pause: { reason: 'account' } }],
];

describe('what each answer of Twilio means', () => {
  test.each(table)('%s', async (_line, fault, expected) => {
    expect(await answerTo(fault)).toMatchObject(expected);
  });

  test('a wrong token stops the account, not the message', async () => {
    const answer = await adapter({ authToken: '0'.repeat(32) }).send(callOf(sms()));
    expect(answer).toMatchObject({ answer: 'refused', detail: '401 20003', pause: { reason: 'account' } });
  });
});

test('the form holds recipient, sender and body, and where to tell what becomes of it', async () => {
  const call = callOf(sms());
  await adapter({ statusCallback: 'https://journeys.shop.example/webhooks/twilio' }).send(call);
  expect(acceptedTo(call.message)[0]!.form).toEqual({
    To: call.message.to,
    From: '+33600000000',
    Body: call.message.text,
    SmartEncoded: 'false',
    StatusCallback: `https://journeys.shop.example/webhooks/twilio?message=${call.messageId}`,
  });
  const service = callOf(sms());
  await adapter({ sender: { messagingServiceSid: 'MG1' } }).send(service);
  expect(acceptedTo(service.message)[0]!.form).toMatchObject({ MessagingServiceSid: 'MG1' });
});

test('the same text twice to one number is found twice; what was made before the claim is not', async () => {
  const call = callOf(sms());
  const first = (await adapter().send(call)) as { id: string };
  const second = (await adapter().send(call)) as { id: string };
  const search = { ...call, since: Date.now() - 1_000 };
  expect(await adapter().find!(search)).toEqual({
    found: 'yes',
    ids: expect.toSatisfy((ids: string[]) => ids.toSorted().join() === [first.id, second.id].toSorted().join()),
  });
  expect(await adapter().find!({ ...search, since: Date.now() + 120_000 })).toEqual({ found: 'no' });
  const other = { ...call.message, text: 'another text' };
  expect(await adapter().find!({ ...search, message: other })).toEqual({ found: 'no' });
});

test('the list is read page by page', async () => {
  const call = callOf(sms());
  const { id } = (await adapter().send(call)) as { id: string };
  for (let one = 0; one < 120; one++) await adapter().send(callOf({ ...call.message, text: `text ${one}` }));
  expect(await adapter().find!({ ...call, since: Date.now() - 60_000 })).toEqual({ found: 'yes', ids: [id] });
});

test('an e-mail is not given to a provider of text messages, nor anything but approved words to one of WhatsApp', async () => {
  const never = { answer: 'never', reason: 'misconfigured' };
  for (const message of [email(), whatsapp()]) expect(await adapter().send(callOf(message))).toMatchObject(never);
  for (const message of [email(), sms()]) expect(await byWhatsapp().send(callOf(message))).toMatchObject(never);
});

test('R81 WhatsApp gets the id of the approved template and its values by number, and none of our own words', async () => {
  const call = callOf(whatsapp());
  await byWhatsapp({ statusCallback: 'https://journeys.shop.example/webhooks/twilio' }).send(call);
  const { to, content, values } = call.message;
  expect(acceptedTo(call.message)[0]!.form).toEqual({
    To: `whatsapp:${to}`,
    From: 'whatsapp:+33700000000',
    ContentSid: content,
    ContentVariables: JSON.stringify({ 1: values[0], 2: values[1] }),
    StatusCallback: `https://journeys.shop.example/webhooks/twilio?message=${call.messageId}`,
  });
  const unapproved = callOf({ ...whatsapp(), content: `HX${'9'.repeat(32)}` });
  expect(await byWhatsapp().send(unapproved)).toMatchObject({ answer: 'never', detail: '400 21655' });
});
