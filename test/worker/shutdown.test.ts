import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { inbox } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { addStore } from '../api/intake-server.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { openShop, stepOf } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';
import { type Process, until, untilReady, useProcesses } from './processes.ts';
import { startRun } from './waiting-run.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();
const shop = 'batch' as StoreId;
const key = makeApiKey();
let fake: FakeResend;

beforeAll(async () => {
  await openShop(database.connection.db);
  await addStore(database.connection.db, shop, key);
  fake = await startFakeResend();
});
afterAll(async () => fake.stop());

const options = () => ({
  databaseUrl: database.url,
  temporalAddress: temporal.address,
  namespace: temporal.namespace,
  environment: { RESEND_API_KEY: 're_test', RESEND_BASE_URL: fake.url, PROVIDER_TIMEOUT_MS: '9000' },
});
/** SIGTERM, as a supervisor sends it; how the process ended and after how long. */
const terminate = async (running: Process) => {
  const begun = performance.now();
  process.kill(running.pid, 'SIGTERM');
  const { code, signal } = await running.ended;
  return { code, signal, seconds: (performance.now() - begun) / 1000 };
};

test('SIGTERM while the provider is slow: the message is accepted, recorded and not sent again; then the worker ends', async () => {
  const { db } = database.connection;
  const worker = await processes.worker(options());
  await untilReady(worker);
  fake.fault({ kind: 'slow', millis: 5_000 });
  const person = await startRun(db, temporal.client, 0);
  await until(
    () => fake.requests(person.key) === 1,
    () => 'the provider is called',
  );
  const ending = await terminate(worker);
  expect(ending).toMatchObject({ code: 0, signal: null });
  expect(ending.seconds).toBeLessThan(35);
  expect((await stepOf(db, person))?.state).toBe('accepted');
  // Another worker takes over, and has nothing to repeat.
  fake.heal();
  const next = await processes.worker(options());
  await untilReady(next);
  const other = await startRun(db, temporal.client, 0);
  await until(
    async () => (await stepOf(db, other))?.state === 'accepted',
    () => next.log(),
  );
  expect([fake.requests(person.key), fake.acceptances().filter((one) => one.key === person.key).length]).toEqual([
    1, 1,
  ]);
  expect(await terminate(next)).toMatchObject({ code: 0, signal: null });
}, 120_000);

test('SIGTERM during a batch: the whole answer arrives, all of it is kept, new requests find nobody; then the api ends', async () => {
  const { db } = database.connection;
  const api = await processes.api(options());
  await untilReady(api, '/health');
  const line = { productId: 'lamp', quantity: 1, unitPrice: { amount: 2500, currency: 'EUR' } };
  const events = Array.from({ length: 60 }, (_, n) => ({
    id: `batch-${n}`,
    type: 'cart.updated',
    occurredAt: toInstant(Date.now()),
    customer: { id: `batch-${n}` },
    data: { cartId: `batch-${n}`, lines: [line] },
  }));
  const answer = fetch(`${api.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(events),
  });
  await until(
    async () => (await db.$count(inbox)) > 0,
    () => 'the batch is in work',
  );
  const ending = terminate(api);
  const response = await answer;
  const { events: fates } = (await response.json()) as { events: { fate: string }[] };
  expect([response.status, fates.filter(({ fate }) => fate === 'applied').length]).toEqual([202, 60]);
  expect(await ending).toMatchObject({ code: 0, signal: null });
  expect((await ending).seconds).toBeLessThan(35);
  expect(await db.$count(inbox)).toBe(60);
  await expect(fetch(`${api.url}/health`)).rejects.toThrow('fetch failed');
}, 120_000);

test('SIGTERM while the database holds a request up: the api ends in bounded time, and what it did not answer it did not keep', async () => {
  const { db, sql } = database.connection;
  const api = await processes.api(options());
  await untilReady(api, '/health');
  const before = await db.$count(inbox);
  const held = await sql.reserve();
  await held`begin`;
  await held`lock table inbox in exclusive mode`;
  const stuck = fetch(`${api.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({
      id: 'stuck',
      type: 'cart.updated',
      occurredAt: toInstant(Date.now()),
      customer: { id: 'stuck' },
      data: { cartId: 'stuck', lines: [{ productId: 'lamp', quantity: 1, unitPrice: { amount: 1, currency: 'EUR' } }] },
    }),
  });
  const gone = expect(stuck).rejects.toThrow('fetch failed');
  await until(
    async () => (await sql`select 1 from pg_locks where relation = 'inbox'::regclass and not granted`).length > 0,
    () => 'the request waits for the table',
  );
  const ending = await terminate(api);
  expect(ending.signal).toBeNull();
  expect(ending.seconds).toBeLessThan(35);
  await gone;
  await held`rollback`;
  held.release();
  await until(
    async () => (await sql`select 1 from pg_locks where relation = 'inbox'::regclass and not granted`).length === 0,
    () => 'nobody waits for the table any more',
  );
  expect(await db.$count(inbox)).toBe(before);
}, 120_000);
