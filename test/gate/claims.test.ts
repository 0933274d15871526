import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Provider, ProviderAnswer } from '../../activities/providers/provider.ts';
import { recordAccepted } from '../../db/ledger/ledger.ts';
import { carts, messages } from '../../db/schema/index.ts';
import { useGate } from './use-gate.ts';
import { buy, consentOf, hour, keyed, minute, noon } from './world.ts';

const gate = useGate();

/** A provider that answers as scripted and remembers what it was given. */
const scripted = (...answers: ProviderAnswer[]) => {
  const calls: { key: string; body: string }[] = [];
  const provider: Provider = {
    ...keyed,
    send: async ({ key, message }) => {
      calls.push({ key, body: JSON.stringify(message) });
      return answers.shift() ?? { answer: 'accepted', id: 'accepted-id' };
    },
  };
  return { provider, calls };
};
const refused: ProviderAnswer = { answer: 'refused', detail: '429' };
const uncertain: ProviderAnswer = { answer: 'uncertain', detail: 'lost' };
const never: ProviderAnswer = { answer: 'never', reason: 'refused', detail: '422' };

test('refused, then bought: the retry passes the whole gate again and is withheld', async () => {
  const ada = await gate.person();
  const { provider, calls } = scripted(refused);
  await gate.attempt(ada, { email: provider });
  await buy(gate.db, ada);
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'withheld', reason: 'bought' });
  expect(calls.length).toBe(1);
});

test('refused, then consent withdrawn: the retry is withheld', async () => {
  const ada = await gate.person();
  const { provider, calls } = scripted(refused);
  await gate.attempt(ada, { email: provider });
  await consentOf(gate.db, ada.customer, 'withdrawn', noon);
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'withheld', reason: 'no_consent' });
  expect(calls.length).toBe(1);
});

test('refused, then the cart changed: the retry shows the cart as it is now', async () => {
  const ada = await gate.person();
  const { provider, calls } = scripted(refused);
  await gate.attempt(ada, { email: provider });
  const [cart] = await gate.db.select().from(carts).where(eq(carts.id, ada.cart));
  await gate.db
    .update(carts)
    .set({ lines: [{ ...cart!.lines[0]!, quantity: 4 }] })
    .where(eq(carts.id, ada.cart));
  expect(await gate.attempt(ada, { email: provider })).toMatchObject({ outcome: 'accepted' });
  expect(calls[1]!.body).toContain('4 Lamp');
});

test('uncertain, then bought: unknown, and the provider is not called again', async () => {
  const ada = await gate.person();
  const { provider, calls } = scripted(uncertain);
  await gate.attempt(ada, { email: provider });
  await buy(gate.db, ada);
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'unknown' });
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'unknown' });
  expect(calls.length).toBe(1);
});

test('killed after the claim, then bought: unknown, and the provider is not called again', async () => {
  const ada = await gate.person();
  const dead: Provider = { ...scripted().provider, timeoutMillis: 60_000, send: async () => new Promise(() => {}) };
  // The worker died in the middle of this attempt: it never comes back.
  void gate.attempt(ada, { email: dead });
  await expect.poll(async () => (await gate.row(ada))?.state).toBe('claimed');
  await buy(gate.db, ada);
  const { provider, calls } = scripted();
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'unknown' });
  expect(calls.length).toBe(0);
});

test('trap 3: killed after the claim, nothing happened since: the same bytes are sent under the same key', async () => {
  const ada = await gate.person();
  const dead: Provider = { ...scripted().provider, timeoutMillis: 60_000, send: async () => new Promise(() => {}) };
  void gate.attempt(ada, { email: dead });
  await expect.poll(async () => (await gate.row(ada))?.state).toBe('claimed');
  const [cart] = await gate.db.select().from(carts).where(eq(carts.id, ada.cart));
  await gate.db
    .update(carts)
    .set({ lines: [{ ...cart!.lines[0]!, quantity: 9 }] })
    .where(eq(carts.id, ada.cart));
  const { provider, calls } = scripted();
  expect(await gate.attempt(ada, { email: provider })).toMatchObject({ outcome: 'accepted' });
  expect(calls[0]!.body).toContain('1 Lamp');
});

test('uncertain, then refused: the first answer is still not known, so the claim stands', async () => {
  const ada = await gate.person();
  const { provider, calls } = scripted(uncertain, refused);
  await gate.attempt(ada, { email: provider });
  expect(await gate.attempt(ada, { email: provider })).toMatchObject({ again: 'refused' });
  expect(await gate.row(ada)).toMatchObject({ state: 'claimed', unsettled: 1, attempts: 2 });
  expect(await gate.attempt(ada, { email: provider })).toMatchObject({ outcome: 'accepted' });
  expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
});

test('uncertain, then never: unknown, because the first call may have been accepted', async () => {
  const ada = await gate.person();
  const { provider } = scripted(uncertain, never);
  await gate.attempt(ada, { email: provider });
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'unknown' });
});

test('uncertain until the key is too old to protect: unknown', async () => {
  const ada = await gate.person({ input: { expiresAt: new Date(noon + 72 * hour).toISOString() } });
  const { provider, calls } = scripted(uncertain, uncertain);
  await gate.attempt(ada, { email: provider });
  gate.clock.set(noon + 22 * hour);
  expect(await gate.attempt(ada, { email: provider })).toMatchObject({ again: 'uncertain' });
  gate.clock.set(noon + 23 * hour + minute);
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'unknown' });
  expect(calls.length).toBe(2);
});

test("a key's age is real time: compressed time does not make it old", async () => {
  const ada = await gate.person({ input: { expiresAt: new Date(noon + 72 * hour).toISOString() } });
  const { provider } = scripted(uncertain);
  const demoClock = { real: new Date(noon).toISOString(), demo: new Date(noon).toISOString(), rate: 1440 };
  await gate.attempt(ada, { email: provider, demoClock });
  gate.clock.set(noon + 48 * hour);
  expect(await gate.attempt(ada, { email: provider, demoClock })).toMatchObject({ outcome: 'accepted' });
});

test('uncertain until the message is useless: unknown', async () => {
  const ada = await gate.person();
  const { provider } = scripted(uncertain);
  await gate.attempt(ada, { email: provider });
  gate.clock.set(noon + 13 * hour);
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'unknown' });
});

test('claimed with another provider than the one in use now: unknown', async () => {
  const ada = await gate.person();
  await gate.attempt(ada, { email: scripted(uncertain).provider });
  const other = { ...scripted().provider, name: 'another' };
  expect(await gate.attempt(ada, { email: other })).toEqual({ outcome: 'unknown' });
});

test('a touch after an uncertain answer does not make the claim wait', async () => {
  const ada = await gate.person({ touchedAt: noon - hour, input: { idle: '1 hour' } });
  const { provider } = scripted(uncertain);
  await gate.attempt(ada, { email: provider });
  await gate.db
    .update(carts)
    .set({ updatedAt: new Date(noon) })
    .where(eq(carts.id, ada.cart));
  expect(await gate.attempt(ada, { email: provider })).toMatchObject({ outcome: 'accepted' });
});

test('a key that the provider knows with other bytes is unknown, never sent again', async () => {
  const ada = await gate.person();
  const { provider, calls } = scripted({ answer: 'conflict', detail: '409' });
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'unknown' });
  expect(await gate.attempt(ada, { email: provider })).toEqual({ outcome: 'unknown' });
  expect(calls.length).toBe(1);
});

test('refused at the moment when another attempt takes the claim over: the other one decides anew', async () => {
  const ada = await gate.person();
  let answer: ((answer: ProviderAnswer) => void) | undefined;
  const first: Provider = {
    ...scripted().provider,
    send: async () => new Promise((resolve) => (answer = resolve)),
  };
  const refusedAttempt = gate.attempt(ada, { email: first });
  await expect.poll(async () => (await gate.row(ada))?.state).toBe('claimed');
  const { provider, calls } = scripted(never);
  let second: Promise<unknown> | undefined;
  // While the row is held, the refusal waits for it first and the other attempt after it.
  await gate.db.transaction(async (transaction) => {
    await transaction.select().from(messages).where(eq(messages.key, ada.key)).for('update');
    answer!(refused);
    await expect.poll(waitingForLocks).toBe(1);
    second = gate.attempt(ada, { email: provider });
    await expect.poll(waitingForLocks).toBe(2);
  });
  expect(await refusedAttempt).toMatchObject({ again: 'refused' });
  expect(await second).toEqual({ outcome: 'failed', reason: 'refused' });
  expect(calls.length).toBe(1);
  expect(await gate.row(ada)).toMatchObject({ state: 'failed', attempts: 2, unsettled: 1 });
});

const waitingForLocks = async (): Promise<number> => {
  const [row] = await gate.db.execute<{ count: number }>(
    sql`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row!.count;
};

test('an acceptance that comes after the step was given up as unknown is still recorded', async () => {
  const ada = await gate.person();
  await gate.attempt(ada, { email: scripted(uncertain).provider });
  const row = (await gate.row(ada))!;
  await gate.db.update(messages).set({ state: 'unknown' }).where(eq(messages.id, row.id));
  await recordAccepted(gate.db, row.id, { providerId: 'late', acceptedAt: new Date(noon) });
  expect(await gate.row(ada)).toMatchObject({ state: 'accepted', providerId: 'late' });
});
