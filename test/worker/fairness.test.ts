import { isNull } from 'drizzle-orm';
import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { beforeAll, expect, test, vi } from 'vitest';
import { startDispatcher } from '../../api/dispatcher/dispatcher.ts';
import { makeApiKey } from '../../api/access/key-text.ts';
import { outbox } from '../../db/schema/index.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import type { StoreId } from '../../domain/ids.ts';
import { taskQueues } from '../../domain/run.ts';
import { queueStarts } from '../api/dispatcher/waiting-rows.ts';
import { addStore } from '../api/intake-server.ts';
import { journeysPath, workflowBundle } from '../../cli/simulator/bundle.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';

const database = useDatabase();
const temporal = useNamespace();
const [big, small] = ['big', 'small'] as StoreId[] as [StoreId, StoreId];

const tellTemporal = async (store: StoreId, count: number): Promise<void> => {
  const { db } = database.connection;
  await queueStarts(db, { store, count, now: Date.now(), dueIn: -1_800_000 });
  const logger = pino({ level: 'silent' });
  const dispatcher = startDispatcher({ db, client: temporal.client, realNow: Date.now, logger });
  const waiting = async () => db.$count(outbox, isNull(outbox.dispatchedAt));
  await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 30_000 });
  await dispatcher.stop();
};

beforeAll(async () => {
  for (const store of [big, small]) await addStore(database.connection.db, store, makeApiKey());
});

test('a store with hundreds of runs queued in Temporal before another’s does not delay them', async () => {
  await tellTemporal(big, 300);
  await tellTemporal(small, 5);
  const connection = await NativeConnection.connect({ address: temporal.address });
  const common = { connection, namespace: temporal.namespace };
  const asked: StoreId[] = [];
  const deliver = async ({ store }: DeliverInput) => {
    asked.push(store);
    return { outcome: 'withheld', reason: 'run_over', plan: { calendar: [] } } as const;
  };
  const bundle = await workflowBundle(journeysPath);
  const slow = {
    maxConcurrentWorkflowTaskExecutions: 2,
    maxConcurrentActivityTaskExecutions: 1,
    maxCachedWorkflows: 2,
  };
  const sinks = { relance: { closed: { fn: () => {} } } };
  const workers = [
    await Worker.create({ ...common, ...slow, taskQueue: taskQueues.journeys, workflowBundle: bundle, sinks }),
    await Worker.create({ ...common, ...slow, taskQueue: taskQueues.send.marketing, activities: { deliver } }),
  ];
  const running = workers.map((worker) => worker.run());
  const places = () => asked.flatMap((store, place) => (store === small ? [place] : []));
  await vi.waitFor(() => expect(places().length).toBe(5), { timeout: 20_000, interval: 20 });
  for (const worker of workers) worker.shutdown();
  await Promise.all(running);
  await connection.close();
  const [first, , , , last] = places();
  console.log(`places of the small store among 305: ${places().join(', ')}`);
  // Without fairness all of them come after the 300. How far Temporal has read ahead when they come varies.
  expect(first).toBeLessThan(100);
  expect(last).toBeLessThan(250);
}, 60_000);
