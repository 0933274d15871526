import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { closeRun } from '../../db/road/run-closing.ts';
import { messages, providerEvents, runs } from '../../db/schema/index.ts';
import { applyWaiting, lookUpUnknowns } from '../../worker/sweeper/unknowns.ts';
import { recordUnknown } from '../../db/ledger/ledger.ts';
import { resendEvent } from '../fake-resend/webhook.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { addPerson, createGate, fakeEmail, hour, minute, noon, type Person, silent } from '../gate/world.ts';
import { useWebhooks } from '../provider-webhooks/use-webhooks.ts';

const webhooks = useWebhooks();
const state: { fake?: FakeResend } = {};
beforeAll(async () => void (state.fake = await startFakeResend()));
beforeEach(async () => {
  webhooks.clock.set(noon);
  state.fake!.heal();
  state.fake!.list(true);
  // Each case looks at its own.
  await webhooks.db.delete(messages);
});
afterAll(async () => state.fake?.stop());

const email = (): Provider => fakeEmail(state.fake!.url);
const sweep = async (providers: readonly Provider[] = [email()]): Promise<void> => {
  const deps = { db: webhooks.db, client: undefined as never, clock: webhooks.clock, logger: silent, providers };
  await lookUpUnknowns(deps, new AbortController().signal);
  await applyWaiting(deps);
};
const rowOf = async (person: Person) =>
  (await webhooks.db.select().from(messages).where(eq(messages.runId, person.run)))[0]!;
const runOf = async (person: Person) => (await webhooks.db.select().from(runs).where(eq(runs.id, person.run)))[0]!;

/** A message whose call met `kind`, and that was then given up; its run is over. */
const lost = async (kind: 'lost' | 'drop-before'): Promise<Person> => {
  const person = await addPerson(webhooks.db);
  state.fake!.fault({ kind }, { times: 1 });
  const gate = createGate({ db: webhooks.db, clock: webhooks.clock, email: email() });
  await expect(gate.deliver(person.input)).rejects.toThrow();
  await recordUnknown(webhooks.db, await rowOf(person), 'given up');
  await closeRun(webhooks.db, { run: person.run, outcome: 'completed', steps: [] }, noon);
  return person;
};
const acceptedOf = (person: Person) => state.fake!.acceptances().filter(({ key }) => key === person.key);

test("an acceptance whose answer was lost is found in the provider's list, and the closed run counts it", async () => {
  const person = await lost('lost');
  expect(await runOf(person)).toMatchObject({ state: 'closed', sent: 0 });
  await sweep();
  expect(await rowOf(person)).toMatchObject({ state: 'unknown', lookUps: 0 });

  webhooks.clock.set(noon + 3 * minute);
  await sweep();
  const [acceptance] = acceptedOf(person);
  expect(await rowOf(person)).toMatchObject({
    state: 'accepted',
    providerId: acceptance!.id,
    acceptedAt: new Date(noon),
    reason: null,
    lastError: null,
  });
  expect(await runOf(person)).toMatchObject({ state: 'closed', outcome: 'completed', sent: 1 });
  expect(state.fake!.requests(person.key)).toBe(1);
});

test('the events that waited for its id are applied with it, however late it is found', async () => {
  const person = await lost('lost');
  const [acceptance] = acceptedOf(person);
  // Without the tag: nothing else says whose it is.
  await webhooks.resend(resendEvent('email.bounced', { id: acceptance!.id, to: person.email }, noon + minute));
  webhooks.clock.set(noon + 70 * hour);
  await sweep();
  expect(await rowOf(person)).toMatchObject({ state: 'bounced', settledAt: new Date(noon + minute) });
  const kept = await webhooks.db.select().from(providerEvents).where(eq(providerEvents.providerId, acceptance!.id));
  expect(kept.map(({ type, messageId }) => `${type} ${messageId !== null}`).toSorted()).toEqual([
    'email.bounced true',
    'found true',
  ]);
});

test('what the list does not show stays unknown, is asked for after growing pauses, and is then left to a person', async () => {
  const person = await lost('drop-before');
  const looks: number[] = [];
  let before = 0;
  for (let at = noon; at <= noon + 100 * hour; at += minute) {
    webhooks.clock.set(at);
    if (at % (5 * minute) === 3 * minute || at < noon + 10 * minute) await sweep();
    const { lookUps } = await rowOf(person);
    if (lookUps > before) looks.push((at - noon) / minute);
    before = lookUps;
    if (looks.length >= 7 && at < noon + 71 * hour) at = noon + 71 * hour;
  }
  expect(looks.slice(0, 7)).toEqual([3, 8, 18, 38, 78, 158, 318]);
  expect(Math.max(...looks)).toBeLessThanOrEqual(72 * 60);
  expect(await rowOf(person)).toMatchObject({ state: 'unknown', providerId: null });
  expect(state.fake!.requests(person.key)).toBe(1);
});

test('a list that cannot be read proves nothing, and is asked again', async () => {
  const person = await lost('lost');
  state.fake!.list(false);
  webhooks.clock.set(noon + 3 * minute);
  await sweep();
  expect(await rowOf(person)).toMatchObject({ state: 'unknown', lookUps: 1 });
  state.fake!.list(true);
  webhooks.clock.set(noon + 8 * minute);
  await sweep();
  expect((await rowOf(person)).state).toBe('accepted');
});

test('several processes look each message up once, few at a time, the oldest first', async () => {
  const people: Person[] = [];
  for (let count = 0; count < 12; count++) people.push(await lost('lost'));
  webhooks.clock.set(noon + 3 * minute);
  await Promise.all([sweep(), sweep()]);
  const rows = await Promise.all(people.map(rowOf));
  expect(rows.filter(({ state: is }) => is === 'accepted')).toHaveLength(10);
  expect(rows.filter(({ lookUps }) => lookUps === 1)).toHaveLength(10);
  expect(rows.filter(({ lookUps }) => lookUps === 0)).toHaveLength(2);
  await sweep();
  expect(await Promise.all(people.map(async (person) => (await rowOf(person)).state))).toEqual(
    people.map(() => 'accepted'),
  );
  expect(new Set(rows.map(({ providerId }) => providerId)).size).toBeGreaterThanOrEqual(10);
});

test('messages of the same text to one person are told apart by their tag', async () => {
  const person = await lost('lost');
  const other = await addPerson(webhooks.db);
  const row = await rowOf(person);
  const [acceptance] = acceptedOf(person);
  // The same bytes, never given to the provider.
  await webhooks.db
    .insert(messages)
    .values({ ...row, id: randomUUID(), runId: other.run, key: other.key, linkToken: randomUUID() });
  webhooks.clock.set(noon + 3 * minute);
  await sweep();
  expect(await rowOf(person)).toMatchObject({ state: 'accepted', providerId: acceptance!.id });
  expect(await rowOf(other)).toMatchObject({ state: 'unknown', providerId: null });
});

test('without a provider that lists, and for messages of another or without bytes, nothing is asked', async () => {
  const person = await lost('lost');
  webhooks.clock.set(noon + 3 * minute);
  await sweep([]);
  await sweep([{ ...email(), canList: false }]);
  await sweep([{ ...email(), name: 'another' }]);
  await webhooks.db.update(messages).set({ frozen: null }).where(eq(messages.runId, person.run));
  await sweep();
  expect(await rowOf(person)).toMatchObject({ state: 'unknown', lookUps: 0 });
});
