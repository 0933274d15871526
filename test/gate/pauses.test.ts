/** An error about the account stops the provider for everybody, not each journey; what waits is sent once it is mended. */
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { liftPause, readPauses, wholeAccount } from '../../db/ledger/provider-pauses.ts';
import { messages, stores } from '../../db/schema/index.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { settleStale } from '../../db/ledger/settle-stale.ts';
import { useGate } from './use-gate.ts';
import { buy, hour, minute, noon, type Person } from './world.ts';

const gate = useGate();
const restricted = { kind: 'unauthorised' } as const;
const says = (status: number, name: string) => ({
  kind: 'answers' as const,
  status,
  body: JSON.stringify({ statusCode: status, name, message: 'as the fake says' }),
});
const calls = (person: Person): number => gate.fake.requests(person.key);
const outcomeOf = async (person: Person) => {
  const row = await gate.row(person);
  return row && [row.state, row.reason];
};

beforeEach(async () => gate.db.delete(messages));
afterEach(async () => gate.db.update(stores).set({ sender: 'Shop <hello@shop.example>' }));

for (const [name, fault] of [
  ['401 a restricted key', restricted],
  ['403 a wrong key', says(403, 'invalid_api_key')],
  ['404', says(404, 'not_found')],
] as const) {
  test(`${name}: one call pauses the provider, and no other message is given to it`, async () => {
    const [ada, bob] = [await gate.person(), await gate.person()];
    gate.fake.fault(fault);
    expect(await gate.attempt(ada)).toMatchObject({ again: 'refused', afterMillis: minute });
    expect(await gate.attempt(bob)).toMatchObject({ again: 'later', afterMillis: minute });
    expect([calls(ada), calls(bob)]).toEqual([1, 0]);
    for (const person of [ada, bob]) {
      expect(await gate.row(person)).toMatchObject({
        state: 'planned',
        reason: 'provider_paused',
        notBefore: new Date(noon + minute),
      });
    }
    expect(await readPauses(gate.db, 'resend')).toMatchObject([{ sender: wholeAccount, reason: 'account' }]);
  });
}

test('after the pause one message probes while the others wait; its acceptance lifts the pause', async () => {
  const people = await Promise.all([1, 2, 3, 4].map(async () => gate.person()));
  const [ada, ...others] = people as [Person, ...Person[]];
  gate.fake.fault(restricted, { times: 1 });
  await gate.attempt(ada);
  gate.clock.set(noon + minute);
  gate.fake.fault({ kind: 'slow', millis: 300 }, { times: 1 });
  const probing = gate.attempt(others[0]!);
  await expect.poll(() => calls(others[0]!)).toBe(1);
  expect(await gate.attempt(others[1]!)).toMatchObject({ again: 'later', afterMillis: 5_000 });
  expect(await probing).toMatchObject({ outcome: 'accepted' });
  expect(await readPauses(gate.db)).toEqual([]);
  for (const person of [ada, others[1]!, others[2]!]) {
    expect(await gate.attempt(person)).toMatchObject({ outcome: 'accepted' });
  }
});

test('each probe that fails makes the pause twice as long, up to a quarter of an hour', async () => {
  const ada = await gate.person();
  gate.fake.fault(restricted);
  const pauses: number[] = [];
  for (let probe = 0; probe < 7; probe++) {
    const attempt = await gate.attempt(ada);
    const after = ('afterMillis' in attempt && attempt.afterMillis) || 0;
    pauses.push(after / minute);
    gate.clock.set(gate.clock.now() + after);
  }
  expect(pauses).toEqual([1, 2, 4, 8, 15, 15, 15]);
  expect(calls(ada)).toBe(7);
});

test('refusals of calls that were under way when the pause began do not make it longer', async () => {
  const people = await Promise.all(Array.from({ length: 10 }, async () => gate.person()));
  gate.fake.fault(restricted);
  await Promise.all(people.map(async (person) => gate.attempt(person)));
  expect(await readPauses(gate.db)).toMatchObject([{ failedProbes: 0, until: new Date(noon + minute) }]);
});

test('a probe that comes to nothing does not end the probing', async () => {
  const [ada, bob, eve] = [await gate.person(), await gate.person(), await gate.person()];
  gate.fake.fault(restricted, { times: 1 });
  await gate.attempt(ada);
  gate.clock.set(noon + minute);
  gate.fake.fault({ kind: 'drop-before' }, { times: 1 });
  expect(await gate.attempt(bob)).toMatchObject({ again: 'uncertain' });
  expect(await gate.attempt(eve)).toMatchObject({ again: 'later' });
  gate.clock.set(noon + 2 * minute);
  expect(await gate.attempt(eve)).toMatchObject({ outcome: 'accepted' });
});

test('an operator lifts a pause: the next message is given to the provider at once', async () => {
  const ada = await gate.person();
  gate.fake.fault(restricted, { times: 1 });
  await gate.attempt(ada);
  expect(await liftPause(gate.db, { provider: 'resend', sender: wholeAccount })).toBe(true);
  expect(await liftPause(gate.db, { provider: 'resend', sender: wholeAccount })).toBe(false);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

test('a domain that is not verified stops the messages of that domain alone', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  gate.fake.fault(says(403, 'validation_error'), { times: 1 });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'refused' });
  expect(await readPauses(gate.db)).toMatchObject([{ sender: 'shop.example' }]);
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later' });
  await gate.db.update(stores).set({ sender: 'Other <hello@other.example>' });
  expect(await gate.attempt(bob)).toMatchObject({ outcome: 'accepted' });
});

test('a quota that is spent pauses the provider for a quarter of an hour, or as long as it says', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  gate.fake.fault({ kind: 'quota' }, { times: 1 });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'refused', afterMillis: 15 * minute });
  expect(await gate.attempt(bob)).toMatchObject({ again: 'later', afterMillis: 15 * minute });
  expect(await outcomeOf(bob)).toEqual(['planned', 'quota_spent']);
  gate.clock.set(noon + 15 * minute);
  gate.fake.fault({ ...says(429, 'daily_quota_exceeded'), headers: { 'retry-after': '3600' } }, { times: 1 });
  expect(await gate.attempt(bob)).toMatchObject({ again: 'refused', afterMillis: hour });
  expect([calls(ada), calls(bob)]).toEqual([1, 1]);
});

test('R15 a purchase during a pause withholds the message', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  gate.fake.fault({ kind: 'quota' }, { times: 1 });
  await gate.attempt(ada);
  await gate.attempt(bob);
  for (const person of [ada, bob]) {
    await buy(gate.db, person);
    expect(await gate.attempt(person)).toEqual({ outcome: 'withheld', reason: 'bought' });
  }
});

test('a message that expires during a pause has failed, with the reason of the pause', async () => {
  for (const [fault, reason] of [
    [restricted, 'misconfigured'],
    [{ kind: 'quota' }, 'gave_up'],
  ] as const) {
    const short = { input: { expiresAt: toInstant(noon + 30_000) } };
    const [ada, bob, eve] = [await gate.person(), await gate.person(short), await gate.person(short)];
    gate.fake.fault(fault, { times: 1 });
    await gate.attempt(ada);
    // Asked again at its end, not after it.
    expect(await gate.attempt(bob)).toMatchObject({ again: 'later', afterMillis: 30_000 });
    await gate.attempt(eve);
    gate.clock.set(noon + 31_000);
    expect(await gate.attempt(bob)).toEqual({ outcome: 'failed', reason });
    // Nobody asked again: the sweeper says the same.
    await settleStale(gate.db, new Date(noon + hour));
    expect(await outcomeOf(eve)).toEqual(['failed', reason]);
    gate.clock.set(noon);
    await liftPause(gate.db, { provider: 'resend', sender: wholeAccount });
  }
});

test('a claim whose fate is unknown waits for the end of a pause, with its bytes and its key', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  gate.fake.fault({ kind: 'lost' }, { times: 1 });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'uncertain' });
  gate.fake.fault(restricted, { times: 1 });
  await gate.attempt(bob);
  expect(await gate.attempt(ada)).toMatchObject({ again: 'uncertain', afterMillis: minute });
  expect([await outcomeOf(ada), calls(ada)]).toEqual([['claimed', null], 1]);
  gate.clock.set(noon + minute);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(gate.accepted(ada).length).toBe(1);
});

test('a body that the provider knows otherwise is parked and never tried again', async () => {
  const ada = await gate.person();
  gate.fake.fault({ kind: 'changed-body' }, { times: 1 });
  expect(await gate.attempt(ada)).toEqual({ outcome: 'unknown' });
  expect(await gate.attempt(ada)).toEqual({ outcome: 'unknown' });
  expect(calls(ada)).toBe(1);
  const [row] = await gate.db.select().from(messages).where(eq(messages.key, ada.key));
  expect(row).toMatchObject({ state: 'unknown', lastError: '409 invalid_idempotent_request' });
});
