import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '../../db/schema/index.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { resendEvent, svixHeaders, tagsOf } from '../fake-resend/webhook.ts';
import { buy, openShop, type Person, stepOf } from '../gate/world.ts';
import { secrets } from '../provider-webhooks/use-webhooks.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';
import { type Process, until, untilReady, useProcesses } from '../worker/processes.ts';
import { handleOf, runOf, startRun } from '../worker/waiting-run.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();
let fake: FakeResend;
let api: Process;

beforeAll(async () => {
  await openShop(database.connection.db);
  fake = await startFakeResend();
  const options = {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    environment: { RESEND_API_KEY: 're_test', RESEND_BASE_URL: fake.url, RESEND_WEBHOOK_SECRET: secrets.new },
  };
  const worker = await processes.worker(options);
  api = await processes.api(options);
  await Promise.all([untilReady(worker), untilReady(api, '/health')]);
}, 120_000);
afterAll(async () => fake.stop());

const slow = { timeout: 60_000, interval: 250 };
const row = async (person: Person) => (await stepOf(database.connection.db, person))!;
const acceptedOf = (person: Person) => fake.acceptances().filter(({ key }) => key === person.key);

/** Accepted by the provider, whose answer never came; then bought, so that nobody asks again. */
const parked = async (): Promise<Person> => {
  const { db } = database.connection;
  const person = await startRun(db, temporal.client, 500);
  fake.fault({ kind: 'lost' }, { match: (key) => key === person.key });
  await until(
    () => acceptedOf(person).length === 1,
    () => 'the provider accepts',
  );
  await buy(db, person);
  const workflow = await handleOf(db, temporal.client, person);
  await workflow.signal('order.placed', { orderId: 'o', eventId: 'e' });
  await expect.poll(async () => (await runOf(db, person)).state, slow).toBe('closed');
  expect((await row(person)).state).toBe('unknown');
  expect(await runOf(db, person)).toMatchObject({ outcome: 'exited', sent: 0 });
  return person;
};

test("a lost acceptance ends unknown, and the worker finds it in the provider's own list", async () => {
  const { db } = database.connection;
  const person = await parked();
  fake.list(true);
  // As if some minutes had passed.
  await db
    .update(messages)
    .set({ claimedAt: sql`${messages.claimedAt} - interval '10 minutes'` })
    .where(eq(messages.runId, person.run));
  await expect.poll(async () => (await row(person)).state, slow).toBe('accepted');
  expect((await row(person)).providerId).toBe(acceptedOf(person)[0]!.id);
  expect(await runOf(db, person)).toMatchObject({ state: 'closed', outcome: 'exited', sent: 1 });
  fake.list(false);
}, 150_000);

test('a lost acceptance ends unknown, and the events of the provider prove it, late, twice and out of order', async () => {
  const { db } = database.connection;
  const person = await parked();
  const [acceptance] = acceptedOf(person);
  const told = { id: acceptance!.id, to: acceptance!.to, subject: acceptance!.subject, tags: tagsOf(acceptance!.body) };
  for (const type of ['email.delivered', 'email.sent', 'email.delivered']) {
    const body = resendEvent(type, told, Date.now());
    const headers = svixHeaders(secrets.new, body, { id: `${person.run}-${type}` });
    const response = await fetch(`${api.url}/webhooks/resend`, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
  }
  expect(await row(person)).toMatchObject({ state: 'delivered', providerId: acceptance!.id, lastError: null });
  expect(await runOf(db, person)).toMatchObject({ state: 'closed', outcome: 'exited', sent: 1 });
  expect(api.log()).not.toContain(person.email);
}, 150_000);

test('by the record of the provider nothing was accepted twice', () => {
  const keys = fake.acceptances().map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(2);
});
