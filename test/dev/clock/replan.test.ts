import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { workflowIdOf } from '../../../db/road/runs.ts';
import { customers, runs, stores } from '../../../db/schema/index.ts';
import { replanOpenRuns } from '../../../dev/clock/replan.ts';
import { seedDemoShop } from '../../../dev/stack/demo-shop.ts';
import type { CustomerId, RunId, StoreId } from '../../../domain/ids.ts';
import { replanSignal, taskQueues } from '../../../domain/run.ts';
import { useDatabase } from '../../stack/database.ts';
import { useNamespace } from '../../stack/temporal.ts';

const database = useDatabase();
const temporal = useNamespace();
const clock = { real: '2026-11-22T09:00:00.000Z', demo: '2024-02-05T17:45:00.000Z', rate: 1440 };
const storeId = 'demo' as StoreId;
const at = new Date(clock.demo);

const insertRun = async (subject: string, state: 'open' | 'closed') => {
  const { db } = database.connection;
  const customerId = randomUUID() as CustomerId;
  await db.insert(customers).values({ id: customerId, storeId, createdAt: at });
  const [row] = await db
    .insert(runs)
    .values({
      id: randomUUID() as RunId,
      storeId,
      journey: 'cartAbandonment',
      customerId,
      subject,
      episode: 1,
      event: {} as never,
      startedAt: at,
      touchedAt: at,
      dueAt: at,
      state,
    })
    .returning();
  return row!;
};

test('every open run gets the new clock and the calendar of its store; others are left alone', async () => {
  const { db } = database.connection;
  await seedDemoShop(db, { url: 'http://127.0.0.1', key: 'key', now: clock.demo });
  const [open, , closed] = [
    await insertRun('open', 'open'),
    await insertRun('not started yet', 'open'),
    await insertRun('closed', 'closed'),
  ];
  for (const run of [open, closed]) {
    await temporal.client.workflow.start('cartAbandonment', {
      workflowId: workflowIdOf(run),
      taskQueue: taskQueues.journeys,
    });
  }

  expect(await replanOpenRuns(db, temporal.client, clock)).toBe(1);

  const [{ calendar }] = (await db.select({ calendar: stores.calendar }).from(stores)) as [{ calendar: unknown }];
  expect(await signalsOf(workflowIdOf(open))).toEqual([{ name: replanSignal, plan: { calendar, clock } }]);
  expect(await signalsOf(workflowIdOf(closed))).toEqual([]);
});

const signalsOf = async (workflowId: string) => {
  const { events } = await temporal.client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).flatMap((event) => {
    const signal = event.workflowExecutionSignaledEventAttributes;
    if (!signal) return [];
    const [payload] = signal.input?.payloads ?? [];
    return [{ name: signal.signalName, plan: JSON.parse(Buffer.from(payload!.data!).toString()) as unknown }];
  });
};
