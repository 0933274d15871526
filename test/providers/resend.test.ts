import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProviderAnswer } from '../../activities/providers/provider.ts';
import { resendProvider } from '../../activities/providers/resend.ts';
import { isEmail } from '../../db/schema/ledger.ts';
import { freePort } from '../../dev/free-port.ts';
import { idempotencyKey, messageTag } from '../../domain/delivery.ts';
import type { RunId } from '../../domain/ids.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { templateIds } from '../../activities/templates/index.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import type { Fault } from '../fake-resend/faults.ts';
import { callOf, holdsContract } from './contract.ts';
import { email, sms } from './messages.ts';

let fake: FakeResend;
beforeAll(async () => {
  fake = await startFakeResend();
});
beforeEach(() => {
  fake.heal();
  fake.list(true);
});
afterAll(async () => fake.stop());

const adapter = (baseUrl = fake.url) =>
  resendProvider({ apiKey: 're_test', baseUrl, timeoutMillis: 1_000, realClock: systemClock() });

holdsContract('Resend, R81 by e-mail', () => ({
  provider: () => adapter(),
  message: email,
  changed: (one) => ({ ...one, text: 'another' }),
  accepted: (one) =>
    fake
      .acceptances()
      .filter(({ to, body }) => to === one.to && body['text'] === one.text)
      .map(({ id }) => id),
  network: {
    loseNext: (_message, accepts) => fake.fault({ kind: accepts ? 'lost' : 'drop-before' }, { times: 1 }),
    hangNext: () => fake.fault({ kind: 'hang-before' }, { times: 1 }),
    unreachable: async () => adapter(`http://127.0.0.1:${await freePort()}`),
    breakRecord: () => fake.list(false),
  },
}));

/** An answer in Resend's own words. */
const says = (status: number, name: string, headers: Readonly<Record<string, string>> = {}): Fault => ({
  kind: 'answers',
  status,
  body: JSON.stringify({ statusCode: status, name, message: 'about jane@customer.example' }),
  headers,
});
const answerTo = async (fault: Fault): Promise<ProviderAnswer> => {
  fake.fault(fault, { times: 1 });
  return adapter().send(callOf(email()));
};

/** facts of Resend's errors, line by line: what it answers, and what the gate is told. */
const table: readonly (readonly [line: string, fault: Fault, expected: object])[] = [
  ['a socket that breaks', { kind: 'drop-before' }, { answer: 'uncertain' }],
  ['a truncated body', { kind: 'truncated' }, { answer: 'uncertain' }],
  ['200 that is not JSON', { kind: 'answers', status: 200, body: '<html>' }, { answer: 'uncertain' }],
  ['an empty 200', { kind: 'empty-body' }, { answer: 'uncertain' }],
  ['200 with null: neither data nor error', { kind: 'null-body' }, { answer: 'uncertain' }],
  ['200 without an id', { kind: 'answers', status: 200, body: '{}' }, { answer: 'uncertain' }],
  ['200 with an empty id', { kind: 'answers', status: 200, body: '{"id":""}' }, { answer: 'uncertain' }],
  ['500 with null: neither data nor error', { kind: 'answers', status: 500, body: 'null' }, { answer: 'uncertain' }],
  ['500', says(500, 'internal_server_error'), { answer: 'uncertain', answered: true }],
  ['500 application_error', says(500, 'application_error'), { answer: 'uncertain' }],
  ['502 as HTML', { kind: 'html-error' }, { answer: 'uncertain' }],
  ['503', says(503, 'service_unavailable', { 'retry-after': '3' }), { answer: 'uncertain', retryAfterMillis: 3_000 }],
  ['an error without a status', { kind: 'answers', status: 400, body: '{"name":"x"}' }, { answer: 'uncertain' }],
  ['408', says(408, 'request_timeout'), { answer: 'uncertain' }],
  ['409 concurrent', says(409, 'concurrent_idempotent_requests'), { answer: 'uncertain', retryAfterMillis: 1_000 }],
  ['409 of another kind', says(409, 'resource_locked'), { answer: 'uncertain' }],
  ['409 changed body', says(409, 'invalid_idempotent_request'), { answer: 'conflict' }],
  [
    '429 too fast',
    says(429, 'rate_limit_exceeded', { 'retry-after': '7' }),
    { answer: 'refused', rateLimited: true, retryAfterMillis: 7_000 },
  ],
  ['429 daily quota', says(429, 'daily_quota_exceeded'), { answer: 'refused', pause: { reason: 'quota' } }],
  [
    '429 monthly quota',
    says(429, 'monthly_quota_exceeded', { 'retry-after': '3600' }),
    { answer: 'refused', pause: { reason: 'quota', millis: 3_600_000 } },
  ],
  ['400 validation', says(400, 'validation_error'), { answer: 'never', reason: 'refused' }],
  ['422 validation', says(422, 'validation_error'), { answer: 'never', reason: 'refused' }],
  ['422 attachment', says(422, 'invalid_attachment'), { answer: 'never', reason: 'refused' }],
  ['422 from', says(422, 'invalid_from_address'), { answer: 'never', reason: 'misconfigured' }],
  ['422 missing field', says(422, 'missing_required_field'), { answer: 'never', reason: 'refused' }],
  ['401 no key', says(401, 'missing_api_key'), { answer: 'refused', pause: { reason: 'account' } }],
  ['401 restricted key', says(401, 'restricted_api_key'), { answer: 'refused', pause: { reason: 'account' } }],
  ['403 wrong key', says(403, 'invalid_api_key'), { answer: 'refused', pause: { reason: 'account' } }],
  [
    '403 a domain that is not verified',
    says(403, 'validation_error'),
    { answer: 'refused', pause: { reason: 'account', senderOnly: true } },
  ],
  ['404', says(404, 'not_found'), { answer: 'refused', pause: { reason: 'account' } }],
  ['405', says(405, 'method_not_allowed'), { answer: 'refused', pause: { reason: 'account' } }],
  ['451', says(451, 'security_error'), { answer: 'refused', pause: { reason: 'account' } }],
];

describe('what each answer of Resend means', () => {
  test.each(table)('%s', async (_line, fault, expected) => {
    const answer = await answerTo(fault);
    expect(answer).toMatchObject(expected);
    expect(JSON.stringify(answer)).not.toContain('jane@customer.example');
    if ('pause' in answer) expect(answer.pause).toEqual((expected as { pause: object }).pause);
  });

  test('accepted is what has an id, and nothing else', async () => {
    for (const [, fault] of table) expect((await answerTo(fault)).answer).not.toBe('accepted');
    expect(await adapter().send(callOf(email()))).toMatchObject({ answer: 'accepted' });
  });
});

test.each([
  [{ 'ratelimit-limit': '10', 'ratelimit-remaining': '4', 'ratelimit-reset': '1' }, { perSecond: 10 }],
  [{ 'ratelimit-limit': '120', 'ratelimit-policy': '120;w=60', 'ratelimit-remaining': '9' }, { perSecond: 2 }],
  [
    { 'ratelimit-limit': '10, 10;w=1', 'ratelimit-remaining': '0', 'ratelimit-reset': '3' },
    { perSecond: 10, waitMillis: 3_000 },
  ],
  [{ 'ratelimit-limit': 'none' }, undefined],
  [{}, undefined],
])('the limit is read from the headers of each answer: %o', async (headers, rate) => {
  const answer = await answerTo({ kind: 'answers', status: 200, body: '{"id":"one"}', headers });
  expect(answer).toEqual({ answer: 'accepted', id: 'one', ...(rate && { rate }) });
});

test('our id of the message goes along as a tag, and finds it among messages that look the same', async () => {
  const message = email();
  const [first, second] = [callOf(message), callOf(message)];
  const answers = [await adapter().send(first), await adapter().send(second)];
  const [one] = fake.acceptances().filter(({ key }) => key === first.key);
  expect(one!.body['tags']).toEqual([{ name: messageTag, value: first.messageId }]);
  const search = { ...second, since: Date.now() - 1_000 };
  expect(await adapter().find!(search)).toEqual({ found: 'yes', ids: [(answers[1] as { id: string }).id] });
});

test('the list is read page by page, until it is older than the first attempt', async () => {
  const wanted = callOf(email());
  const { id } = (await adapter().send(wanted)) as { id: string };
  await Promise.all(Array.from({ length: 150 }, async () => adapter().send(callOf(email()))));
  expect(await adapter().find!({ ...wanted, since: Date.now() - 60_000 })).toEqual({ found: 'yes', ids: [id] });
  // Accepted long before the claim that is looked for: it cannot be that one.
  expect(await adapter().find!({ ...wanted, since: Date.now() + 120_000 })).toEqual({ found: 'no' });
});

test('keys have 1 to 256 characters, and no more of a person than the id of a run', () => {
  const run = '3b6d1c1e-6c58-4f0e-9f5a-0d6f3c0a7b52' as RunId;
  for (const template of templateIds) {
    const key = idempotencyKey({ run, step: `${template}#99999`, channel: 'email' });
    expect(key.length).toBeLessThanOrEqual(256);
    expect(key).toBe(`${run}/${template}#99999/email`);
  }
});

test('a text message is not given to an e-mail provider', async () => {
  expect(isEmail(sms())).toBe(false);
  expect(await adapter().send(callOf(sms()))).toMatchObject({ answer: 'never', reason: 'misconfigured' });
});
