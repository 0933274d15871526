import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { buy, openShop, type Person, stepOf } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';
import { type Process, untilReady, useProcesses } from './processes.ts';
import { handleOf, runOf, startRun } from './waiting-run.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();
let fake: FakeResend;
let worker: Process;

beforeAll(async () => {
  await openShop(database.connection.db);
  fake = await startFakeResend();
  worker = await processes.worker({
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    environment: { RESEND_API_KEY: 're_test', RESEND_BASE_URL: fake.url, PROVIDER_TIMEOUT_MS: '5000' },
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

// A refusal for the rate slows everybody down: whoever else sends would wait as well.
test('a run terminated while a refused step waits to be tried again withholds the step', async () => {
  const ada = await started(1_000);
  fake.fault({ kind: 'rate-limited', retryAfterSeconds: 600 }, { match: (key) => key === ada.key });
  await expect.poll(async () => (await step(ada))?.state, slow).toBe('planned');
  await (await handle(ada)).terminate('by an operator');
  await expect.poll(async () => step(ada), slow).toEqual({ state: 'withheld', reason: 'run_over' });
  expect(await row(ada)).toMatchObject({ state: 'closed', outcome: 'terminated', withheld: 1 });
});

test('a purchase while a refused step waits to be tried again ends the wait and withholds the step', async () => {
  const ada = await started(1_000);
  fake.fault({ kind: 'rate-limited', retryAfterSeconds: 600 }, { match: (key) => key === ada.key });
  await expect.poll(async () => (await step(ada))?.state, slow).toBe('planned');
  await buy(database.connection.db, ada);
  await (await handle(ada)).signal('order.placed', { orderId: 'o', eventId: 'e' });
  await expect.poll(async () => step(ada), slow).toEqual({ state: 'withheld', reason: 'bought' });
  expect(await row(ada)).toMatchObject({ state: 'closed', outcome: 'exited', sent: 0, withheld: 1 });
});
