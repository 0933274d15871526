/** Where a second call may be a second message, the provider's record is searched instead. */
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { twilioProvider } from '../../activities/providers/twilio.ts';
import { render } from '../../activities/templates/index.ts';
import type { Render } from '../../activities/templates/view.ts';
import { customerAliases, consents } from '../../db/schema/index.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { idempotencyKey } from '../../domain/delivery.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { type FakeTwilio, startFakeTwilio } from '../fake-twilio/fake-twilio.ts';
import { useGate } from './use-gate.ts';
import { buy, fakeEmail, hour, keyed, minute, type Person, store } from './world.ts';

const gate = useGate();
let twilio: FakeTwilio;
beforeAll(async () => {
  twilio = await startFakeTwilio();
});
/** Twilio's record is in real time, and the gate compares with it. */
let start = 0;
beforeEach(() => {
  twilio.heal();
  start = Date.now();
  gate.clock.set(start);
});
afterAll(async () => twilio.stop());

const sms = (): Provider =>
  twilioProvider({
    accountSid: twilio.accountSid,
    authToken: twilio.authToken,
    sender: { from: '+33600000000' },
    baseUrl: twilio.url,
    perSecond: 10,
    timeoutMillis: 300,
    realClock: systemClock(),
  });

const sameWords: Render = async () => ({ subject: '', html: '', text: 'the same words, until STOP' });
const now = () => ({ dueAt: toInstant(start), expiresAt: toInstant(start + 12 * hour) });

/** A person who is texted: no journey does so yet, so the step is asked for directly. */
const texted = async (phone = `+336${randomInt(10_000_000, 99_999_999)}`): Promise<Person & { phone: string }> => {
  const person = await gate.person({ touchedAt: start - hour, input: { channel: 'sms', ...now() } });
  const own = { storeId: store, customerId: person.customer };
  await gate.db.insert(customerAliases).values({ ...own, kind: 'phone', value: phone });
  const act = { channel: 'sms', purpose: 'marketing', state: 'granted', source: 'checkout', proof: {} } as const;
  await gate.db.insert(consents).values({ ...own, ...act, at: new Date(start - 48 * hour) });
  return { ...person, phone, key: idempotencyKey(person.input) };
};
const attempt = async (person: Person) => gate.attempt(person, { providers: { sms: sms() }, render });
const accepted = (to: string) => twilio.acceptances().filter((one) => one.to === to);

test('a text message passes the same gate and is accepted once', async () => {
  const ada = await texted();
  expect(await attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(await attempt(ada)).toMatchObject({ outcome: 'accepted' });
  const [sent, ...more] = accepted(ada.phone);
  expect(more).toEqual([]);
  expect(await gate.row(ada)).toMatchObject({
    state: 'accepted',
    provider: 'twilio',
    providerId: sent!.sid,
    frozen: { to: ada.phone, text: sent!.body },
  });
});

test('without consent on this very channel nothing is texted', async () => {
  const ada = await gate.person({ touchedAt: start - hour, input: { channel: 'sms', ...now() } });
  const phone = `+336${randomInt(10_000_000, 99_999_999)}`;
  await gate.db
    .insert(customerAliases)
    .values({ storeId: store, customerId: ada.customer, kind: 'phone', value: phone });
  expect(await attempt(ada)).toEqual({ outcome: 'withheld', reason: 'no_consent' });
});

test('text messages also go to the local outbox, as their channel has no other provider', async () => {
  const ada = await texted();
  const local = { ...keyed, send: async () => ({ answer: 'accepted', id: 'kept' }) as const };
  expect(await gate.attempt(ada, { providers: { sms: local }, render })).toMatchObject({ outcome: 'accepted' });
});

for (const kind of ['lost', 'truncated', 'error-after', 'hang'] as const) {
  test(`accepted without an answer (${kind}): found in the record, and never asked for again`, async () => {
    const ada = await texted();
    twilio.fault({ kind }, { times: 1 });
    expect(await attempt(ada)).toMatchObject({ again: 'uncertain', afterMillis: 10_000 });
    gate.clock.set(start + 10_000);
    expect(await attempt(ada)).toMatchObject({ outcome: 'accepted' });
    expect(twilio.requests(ada.phone)).toBe(1);
    expect(await gate.row(ada)).toMatchObject({ state: 'accepted', providerId: accepted(ada.phone)[0]!.sid });
  });
}

for (const kind of ['drop-before', 'hang-before'] as const) {
  test(`not accepted, and no answer (${kind}): looked for until the grace is over, then unknown`, async () => {
    const ada = await texted();
    twilio.fault({ kind }, { times: 1 });
    await attempt(ada);
    for (const seconds of [15, 60, 119]) {
      gate.clock.set(start + seconds * 1_000);
      expect(await attempt(ada)).toMatchObject({ again: 'uncertain', afterMillis: 15_000 });
    }
    gate.clock.set(start + 121_000);
    expect(await attempt(ada)).toEqual({ outcome: 'unknown' });
    expect(await attempt(ada)).toEqual({ outcome: 'unknown' });
    expect([twilio.requests(ada.phone), accepted(ada.phone).length]).toEqual([1, 0]);
  });
}

test('a record that shows the message late shows it within the grace', async () => {
  const ada = await texted();
  twilio.fault({ kind: 'lost' }, { times: 1 });
  await attempt(ada);
  twilio.faultList('empty');
  gate.clock.set(start + minute);
  expect(await attempt(ada)).toMatchObject({ again: 'uncertain' });
  twilio.heal();
  gate.clock.set(start + 100_000);
  expect(await attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

for (const fault of ['error', 'hang'] as const) {
  test(`a record that cannot be read (${fault}) is asked again until the message is useless, then it is unknown`, async () => {
    const ada = await texted();
    twilio.fault({ kind: 'lost' }, { times: 1 });
    await attempt(ada);
    twilio.faultList(fault);
    gate.clock.set(start + hour);
    expect(await attempt(ada)).toMatchObject({ again: 'uncertain' });
    gate.clock.set(start + 13 * hour);
    expect(await attempt(ada)).toEqual({ outcome: 'unknown' });
    expect(twilio.requests(ada.phone)).toBe(1);
  });
}

test('the same text to the same number by two steps: one acceptance is never taken for the other', async () => {
  const phone = `+336${randomInt(10_000_000, 99_999_999)}`;
  const [ada, again] = [await texted(phone), await texted(`${phone.slice(0, -1)}${(Number(phone.at(-1)) + 1) % 10}`)];
  const same = { providers: { sms: sms() }, render: sameWords };
  expect(await gate.attempt(ada, same)).toMatchObject({ outcome: 'accepted' });
  // The second step goes to the same number by now, and its call never reaches Twilio.
  await gate.db.delete(customerAliases);
  await gate.db
    .insert(customerAliases)
    .values({ storeId: store, customerId: again.customer, kind: 'phone', value: phone });
  twilio.fault({ kind: 'drop-before' }, { times: 1 });
  await gate.attempt(again, same);
  gate.clock.set(start + 121_000);
  expect(await gate.attempt(again, same)).toEqual({ outcome: 'unknown' });
});

test('R15 uncertain, then bought: what the record shows counts, and nothing is texted', async () => {
  for (const [kind, outcome] of [
    ['lost', 'accepted'],
    ['drop-before', 'unknown'],
  ] as const) {
    const ada = await texted();
    twilio.fault({ kind }, { times: 1 });
    await attempt(ada);
    await buy(gate.db, ada, start);
    expect(await attempt(ada)).toMatchObject({ outcome });
    expect(twilio.requests(ada.phone)).toBe(1);
  }
});

test('refused for sure (429): the claim is released, and the retry is another call', async () => {
  const ada = await texted();
  twilio.fault({ kind: 'refuses', status: 429, code: 20429, retryAfter: 2 }, { times: 1 });
  expect(await attempt(ada)).toMatchObject({ again: 'refused', afterMillis: 2_000 });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', unsettled: 0 });
  expect(await attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(accepted(ada.phone).length).toBe(1);
});

test('killed after the claim, with a provider without keys: looked for, never sent', async () => {
  const ada = await texted();
  const dead: Provider = { ...sms(), timeoutMillis: 60_000, send: async () => new Promise(() => {}) };
  // The worker died in the middle of this attempt: it never comes back.
  void gate.attempt(ada, { providers: { sms: dead }, render });
  await expect.poll(async () => (await gate.row(ada))?.state).toBe('claimed');
  expect(await attempt(ada)).toMatchObject({ again: 'uncertain' });
  gate.clock.set(start + 121_000);
  expect(await attempt(ada)).toEqual({ outcome: 'unknown' });
  expect(twilio.requests(ada.phone)).toBe(0);
});

test('ten attempts of one text message at the same time make one call', async () => {
  const ada = await texted();
  await Promise.all(Array.from({ length: 10 }, async () => attempt(ada)));
  expect(await attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(twilio.requests(ada.phone)).toBe(1);
});

test('an e-mail that was accepted and then bought is found in the record before it is given up', async () => {
  const ada = await gate.person({ touchedAt: start - hour, input: now() });
  gate.fake.list(true);
  gate.fake.fault({ kind: 'lost' }, { times: 1 });
  await gate.attempt(ada);
  await buy(gate.db, ada, start);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(gate.fake.requests(ada.key)).toBe(1);
  expect(await gate.row(ada)).toMatchObject({ providerId: gate.accepted(ada)[0]!.id });
});

test('a provider that repeats its errors to a key is not asked again after one, but looked at', async () => {
  const real = fakeEmail(gate.fake.url);
  const replaying: Provider = { ...real, replaysErrors: true };
  gate.fake.list(true);
  const ada = await gate.person({ touchedAt: start - hour, input: now() });
  gate.fake.fault({ kind: 'server-error' }, { times: 1 });
  expect(await gate.attempt(ada, { email: replaying })).toEqual({ outcome: 'unknown' });
  // A lost answer is none that could be repeated.
  const bob = await gate.person({ touchedAt: start - hour, input: now() });
  gate.fake.fault({ kind: 'lost' }, { times: 1 });
  expect(await gate.attempt(bob, { email: replaying })).toMatchObject({ again: 'uncertain' });
  expect(await gate.attempt(bob, { email: replaying })).toMatchObject({ outcome: 'accepted' });
});

test('a provider with neither keys nor a record: unknown after the grace, called once', async () => {
  let calls = 0;
  const provider: Provider = {
    ...keyed,
    supportsKey: false,
    keyTtlMillis: 0,
    send: async () => {
      calls += 1;
      return { answer: 'uncertain', detail: 'lost' };
    },
  };
  const ada = await texted();
  await gate.attempt(ada, { providers: { sms: provider }, render });
  gate.clock.set(start + 121_000);
  expect(await gate.attempt(ada, { providers: { sms: provider }, render })).toEqual({ outcome: 'unknown' });
  expect(calls).toBe(1);
});
