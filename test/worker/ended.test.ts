import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '../../db/schema/index.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { buy, openShop, type Person, stepOf } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';
import { type Process, statusOf, untilReady, useProcesses } from './processes.ts';
import { handleOf, runOf, startRun } from './waiting-run.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();
let fake: FakeResend;
let worker: Process;
let lost: Process;

beforeAll(async () => {
  await openShop(database.connection.db);
  fake = await startFakeResend();
  worker = await processes.worker({
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    environment: { RESEND_API_KEY: 're_test', RESEND_BASE_URL: fake.url, PROVIDER_TIMEOUT_MS: '5000' },
  });
  lost = await processes.worker({
    databaseUrl: database.url,
    temporalAddress: '127.0.0.1:1',
    namespace: temporal.namespace,
  });
  await untilReady(worker);
}, 90_000);
afterAll(async () => fake.stop());

const started = async (millis: number): Promise<Person> => startRun(database.connection.db, temporal.client, millis);
const handle = async (person: Person) => handleOf(database.connection.db, temporal.client, person);
const row = async (person: Person) => {
  const { state, outcome, reason, sent, withheld } = await runOf(database.connection.db, person);
  return { state, outcome, reason, sent, withheld };
};
const step = async (person: Person) => {
  const found = await stepOf(database.connection.db, person);
  return found && { state: found.state, reason: found.reason };
};
const slow = { timeout: 45_000, interval: 200 };

test('the worker is alive and ready while Temporal sees it poll', async () => {
  expect(await statusOf(`${worker.url}/health`)).toBe(200);
  expect(await statusOf(`${worker.url}/ready`)).toBe(200);
  expect(await statusOf(`${worker.url}/else`)).toBe(404);
});

test('a run that exits is closed by its own word, with what the ledger counts', async () => {
  const ada = await started(0);
  await expect.poll(async () => step(ada), slow).toEqual({ state: 'accepted', reason: null });
  await buy(database.connection.db, ada);
  await (await handle(ada)).signal('order.placed', { orderId: 'o', eventId: 'e' });
  await expect
    .poll(async () => row(ada), slow)
    .toEqual({ state: 'closed', outcome: 'exited', reason: 'order.placed', sent: 1, withheld: 0 });
});

test('a run cancelled from outside leaves its row true', async () => {
  const ada = await started(0);
  await expect.poll(async () => step(ada), slow).toMatchObject({ state: 'accepted' });
  await (await handle(ada)).cancel();
  await expect.poll(async () => row(ada), slow).toMatchObject({ state: 'closed', outcome: 'cancelled', sent: 1 });
});

test.concurrent('a run terminated from outside while it waits leaves its row true', async ({ expect }) => {
  const ada = await started(0);
  await expect.poll(async () => step(ada), slow).toMatchObject({ state: 'accepted' });
  await (await handle(ada)).terminate('by an operator');
  await expect.poll(async () => row(ada), slow).toMatchObject({ state: 'closed', outcome: 'terminated', sent: 1 });
});

test.concurrent('a run terminated before it began leaves its row true', async ({ expect }) => {
  const ada = await started(600_000);
  await (await handle(ada)).terminate('by an operator');
  await expect.poll(async () => row(ada), slow).toMatchObject({ state: 'closed', outcome: 'terminated', sent: 0 });
});

test.concurrent('a run terminated during a send parks the claim as unknown', async ({ expect }) => {
  const ada = await started(1_000);
  fake.fault({ kind: 'hang-before' }, { match: (key) => key === ada.key });
  await expect.poll(() => fake.requests(ada.key), slow).toBe(1);
  await (await handle(ada)).terminate('by an operator');
  await expect.poll(async () => step(ada), slow).toEqual({ state: 'unknown', reason: null });
  expect(await row(ada)).toMatchObject({ state: 'closed', outcome: 'terminated' });
});

test('a worker told to stop finishes the send that it holds', async () => {
  const ada = await started(1_000);
  fake.fault({ kind: 'slow', millis: 2_000 }, { match: (key) => key === ada.key });
  await expect.poll(() => fake.requests(ada.key), slow).toBe(1);
  await worker.stop();
  expect(await worker.ended).toEqual({ code: 0, signal: null });
  expect(await step(ada)).toEqual({ state: 'accepted', reason: null });
  const open = await database.connection.db.select().from(messages).where(eq(messages.state, 'claimed'));
  expect(open).toEqual([]);
});

test('a worker without Temporal ends with an error that says where it looked', async () => {
  expect((await lost.ended).code).toBe(1);
  expect(lost.log()).toContain('Temporal at 127.0.0.1:1 did not answer');
}, 60_000);
