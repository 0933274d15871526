import { Client, Connection } from '@temporalio/client';
import { eq, isNull } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { type Dispatcher, startDispatcher } from '../../../api/dispatcher/dispatcher.ts';
import { cartId } from '../../../db/ids.ts';
import { workflowIdOf } from '../../../db/road/runs.ts';
import { outbox, runs } from '../../../db/schema/index.ts';
import { noon, store, useIntake } from '../intake-server.ts';
import { cart, order } from '../told.ts';

const intake = useIntake();
let connection: Connection;
let client: Client;
let dispatchers: Dispatcher[] = [];

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: 'relance' });
});
afterAll(async () => connection.close());
beforeEach(() => async () => {
  await Promise.all(dispatchers.map(async (one) => one.stop()));
  dispatchers = [];
});

const dispatch = (demoClock?: { real: string; demo: string; rate: number }): Dispatcher => {
  const logger = pino({ level: 'silent' });
  const one = startDispatcher({ db: intake.db, client, demoClock, realNow: () => intake.clock.now(), logger });
  dispatchers.push(one);
  return one;
};
const runOf = async (externalCart: string) =>
  (
    await intake.db
      .select()
      .from(runs)
      .where(eq(runs.subject, cartId(store, externalCart)))
  )[0]!;
const drained = async () =>
  vi.waitFor(async () => expect(await intake.db.select().from(outbox).where(isNull(outbox.dispatchedAt))).toEqual([]), {
    timeout: 15_000,
  });

test('trap 12: a start reaches Temporal with its delay, its ids and what the UI shows and finds', async () => {
  await intake.post(cart({ id: 'ada', email: 'ada@shop.example' }, 'road-1'));
  dispatch();
  await drained();
  const run = await runOf('road-1');
  const handle = client.workflow.getHandle(workflowIdOf(run));
  const description = await handle.describe();
  expect(description).toMatchObject({ type: 'cartAbandonment', taskQueue: 'relance-journeys' });
  expect(description.searchAttributes).toMatchObject({
    Journey: ['cartAbandonment'],
    Store: ['demo'],
    Customer: [run.customerId],
  });
  expect(await description.staticSummary()).toContain(run.subject);
  const query = `Journey = 'cartAbandonment' AND Customer = '${run.customerId}' AND ExecutionStatus = 'Running'`;
  // The list follows what happens, a little later.
  await expect.poll(async () => (await client.workflow.count(query)).count, { timeout: 10_000 }).toBe(1);
  const [started] = (await handle.fetchHistory()).events!;
  const attributes = started!.workflowExecutionStartedEventAttributes!;
  expect(Number(attributes.firstWorkflowTaskBackoff!.seconds)).toBe(3600);
  const all = JSON.stringify(description.raw) + JSON.stringify(attributes.input);
  expect(all).not.toContain('ada@');
  expect(all).not.toContain('road-1');
});

test('an exit reaches the run it stops, also when Temporal never heard of the start', async () => {
  await intake.post(cart({ id: 'bob' }, 'road-2'));
  const run = await runOf('road-2');
  await intake.db.delete(outbox).where(eq(outbox.runId, run.id));
  await intake.post(order({ id: 'bob' }, 'road-order', 3));
  dispatch();
  await drained();
  const handle = client.workflow.getHandle(workflowIdOf(run));
  const signals = (await handle.fetchHistory()).events!.flatMap(
    (event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? [],
  );
  expect(signals).toEqual(['order.placed']);
});

test('telling Temporal twice changes nothing', async () => {
  await intake.post(cart({ id: 'dan' }, 'road-3'));
  await intake.post(order({ id: 'dan' }, 'road-order-3', 3));
  dispatch();
  await drained();
  const run = await runOf('road-3');
  const handle = client.workflow.getHandle(workflowIdOf(run));
  const first = (await handle.describe()).runId;
  await handle.terminate();
  await intake.db.update(outbox).set({ dispatchedAt: null }).where(eq(outbox.runId, run.id));
  await drained();
  expect((await handle.describe()).runId).toBe(first);
});

test('a run that is over in our table is never started again', async () => {
  await intake.post(cart({ id: 'eve' }, 'road-4'));
  const run = await runOf('road-4');
  await intake.db.update(runs).set({ state: 'closed', outcome: 'terminated' }).where(eq(runs.id, run.id));
  await intake.post(order({ id: 'eve' }, 'road-order-4', 3));
  dispatch();
  await drained();
  await expect(client.workflow.getHandle(workflowIdOf(run)).describe()).rejects.toThrow('not found');
});

test('with compressed time the start delay is compressed as well', async () => {
  const at = new Date(noon).toISOString();
  await intake.post(cart({ id: 'zoe' }, 'road-5'));
  dispatch({ real: at, demo: at, rate: 60 });
  await drained();
  const handle = client.workflow.getHandle(workflowIdOf(await runOf('road-5')));
  const [started] = (await handle.fetchHistory()).events!;
  expect(Number(started!.workflowExecutionStartedEventAttributes!.firstWorkflowTaskBackoff!.seconds)).toBe(60);
});
