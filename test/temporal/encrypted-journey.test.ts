import { randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { messages, runs } from '../../db/schema/index.ts';
import { workflowIdOf } from '../../db/road/runs.ts';
import { dataConverter } from '../../temporal/data-converter.ts';
import { arrives, fillsCart, orders, product } from '../privacy/shopper.ts';
import { useRoad } from '../privacy/use-road.ts';
import { type Process, until, untilReady } from '../worker/processes.ts';

const road = useRoad();
const key = randomBytes(32);
const keys = `k1:${key.toString('base64')}`;
const ada = { id: 'ada', email: 'ada@shop.example', firstName: 'Ada' };

/** Everything in a history that carries text: payloads and failures. */
interface Found {
  readonly encodings: Set<string>;
  readonly failureTexts: Set<string>;
}

const look = (value: unknown, found: Found): Found => {
  if (typeof value !== 'object' || value === null) return found;
  const { metadata, data, message, source } = value as Record<string, unknown>;
  const encoding = (metadata as Record<string, string> | undefined)?.['encoding'];
  if (encoding !== undefined && data !== undefined) found.encodings.add(Buffer.from(encoding, 'base64').toString());
  if (source === 'TypeScriptSDK') found.failureTexts.add(String(message));
  for (const [name, part] of Object.entries(value)) if (name !== 'searchAttributes') look(part, found);
  return found;
};

let history: string;
let before: readonly Process[];

// A journey whose first send meets two refusals, with the codec on in api and worker.
beforeAll(async () => {
  const options = road.options({ TEMPORAL_CODEC_KEYS: keys });
  road.fake.fault({ kind: 'server-error' }, { times: 1 });
  road.fake.fault({ kind: 'rate-limited', retryAfterSeconds: 0 }, { times: 1 });
  const [api, worker] = [await road.processes.api(options), await road.processes.worker(options)];
  before = [api, worker];
  await untilReady(worker);
  await untilReady(api, '/health');
  await road.tell(api, [product('lamp', 'Lamp'), ...arrives(ada), fillsCart(ada, 'cart-1', 'lamp')]);
  await until(
    () => road.fake.acceptances().length === 1,
    () => `the reminder is accepted: ${worker.log()} ${api.log()}`,
  );
  const [run] = await road.db.select().from(runs);
  const handle = road.client.workflow.getHandle(workflowIdOf(run!));
  // The next wait begins when the acceptance is recorded in the run.
  await until(
    async () => (await handle.fetchHistory()).events!.some(({ activityTaskCompletedEventAttributes: done }) => done),
    () => 'the send is in the history',
  );
  history = historyToJSON(await handle.fetchHistory());
}, 90_000);

test('a journey runs with the codec on, through refusals', async () => {
  const [message] = await road.db.select().from(messages).where(eq(messages.step, 'cart/reminder#1'));
  expect(message).toMatchObject({ state: 'accepted' });
  expect(message!.attempts).toBeGreaterThan(1);
});

test('its history holds no readable payload, and no text of a failure', () => {
  const { encodings, failureTexts } = look(JSON.parse(history), { encodings: new Set(), failureTexts: new Set() });
  expect([...encodings]).toEqual(['binary/encrypted']);
  expect([...failureTexts]).toEqual(['Encoded failure']);
  expect(history).not.toContain('cart/reminder');
});

test('whoever has the key reads it: the input, and the summary shown first', async () => {
  const [run] = await road.db.select().from(runs);
  const client = new Client({
    connection: road.client.connection,
    namespace: road.client.options.namespace,
    dataConverter: dataConverter({ writing: { id: 'k1', key }, reading: [{ id: 'k1', key }] }),
  });
  const described = await client.workflow.getHandle(workflowIdOf(run!)).describe();
  expect(await described.staticSummary()).toContain('cartAbandonment');
});

test('whoever has no key reads nothing', async () => {
  const [run] = await road.db.select().from(runs);
  const described = await road.client.workflow.getHandle(workflowIdOf(run!)).describe();
  await expect(described.staticSummary()).rejects.toThrow(/Unknown encoding/i);
});

test('keys are rotated under a waiting run: the new one writes its exit, the old one reads its beginning', async () => {
  const options = road.options({ TEMPORAL_CODEC_KEYS: `k2:${randomBytes(32).toString('base64')},${keys}` });
  await Promise.all(before.map(async (process) => process.stop()));
  const [api, worker] = [await road.processes.api(options), await road.processes.worker(options)];
  await untilReady(worker);
  await untilReady(api, '/health');
  await road.tell(api, [orders(ada, 'order-1', 'lamp')]);
  await until(
    async () => (await road.db.select().from(runs))[0]?.state === 'closed',
    () => `the run ends: ${worker.log()}`,
  );
  const [run] = await road.db.select().from(runs);
  expect(run).toMatchObject({ outcome: 'exited', reason: 'order.placed', sent: 1 });
  const ended = historyToJSON(await road.client.workflow.getHandle(workflowIdOf(run!)).fetchHistory());
  const keyIds = [...ended.matchAll(/"encryption-key-id":\s*"([^"]+)"/g)].map(([, id]) => Buffer.from(id!, 'base64'));
  expect(new Set(keyIds.map(String))).toEqual(new Set(['k1', 'k2']));
}, 60_000);
