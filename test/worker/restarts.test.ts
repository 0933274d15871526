import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { customerAliases, messages, outbox, runs } from '../../db/schema/index.ts';
import { freePort } from '../../dev/free-port.ts';
import { type RunningTemporal, startTemporalServer } from '../../dev/temporal/server.ts';
import { storeTime } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { addStore, store } from '../api/intake-server.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { useDatabase } from '../stack/database.ts';
import { anyHour, plantPolicy } from '../stack/policy.ts';
import { type Process, until, untilReady, useProcesses } from './processes.ts';

const database = useDatabase();
const processes = useProcesses();
const folder = mkdtempSync(join(tmpdir(), 'relance-test-temporal-'));
const key = makeApiKey();
/** An hour of the shop lasts six seconds. */
const clock = { real: toInstant(Date.now()), demo: toInstant(Date.now()), rate: 600 };
const now = (): number => storeTime(Date.now(), clock);

let fake: FakeResend;
let port: number;
let temporal: RunningTemporal;
let api: Process;
let worker: Process;
const orderedAt = new Map<string, number>();

/** The whole product as an operator starts it, on a Temporal server that keeps its state in a file. */
beforeAll(async () => {
  await addStore(database.connection.db, store, key);
  await plantPolicy(database.connection.db, store, anyHour);
  [fake, port] = [await startFakeResend(), await freePort()];
  temporal = await startTemporal();
  [worker, api] = [await processes.worker(options()), await processes.api(options())];
  await Promise.all([untilReady(worker), untilReady(api)]);
  const lamp = { productId: 'lamp', title: 'Lamp' };
  await post('product.upserted', undefined, lamp);
}, 120_000);
afterAll(async () => {
  await temporal.stop();
  await fake.stop();
  rmSync(folder, { recursive: true, force: true });
});

const startTemporal = async () =>
  startTemporalServer({ binary: inject('temporalBinary'), folder, file: join(folder, 'temporal.db'), port, ui: false });

const options = (temporalAddress = `127.0.0.1:${port}`) => ({
  databaseUrl: database.url,
  temporalAddress,
  namespace: 'relance',
  environment: {
    RELANCE_CLOCK: JSON.stringify(clock),
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: fake.url,
    PROVIDER_TIMEOUT_MS: '5000',
  },
});

const post = async (type: string, name: string | undefined, data: object): Promise<void> => {
  const event = {
    id: `${type}-${name}`,
    type,
    occurredAt: toInstant(now()),
    ...(name && { customer: { id: name, email: `${name}@shop.example` } }),
    data,
  };
  const { status } = await fetch(`${api.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(event),
  });
  expect(status).toBe(202);
};
const line = { productId: 'lamp', quantity: 1, unitPrice: { amount: 2500, currency: 'EUR' } };
const fill = async (name: string): Promise<void> => {
  const consent = { channel: 'email', purpose: 'marketing', state: 'granted', source: 'checkout' };
  await post('customer.consent_changed', name, consent);
  await post('cart.updated', name, { cartId: `cart-${name}`, lines: [line] });
};
const buy = async (name: string): Promise<void> => {
  const total = { amount: 2500, currency: 'EUR' };
  await post('order.placed', name, { orderId: `order-${name}`, lines: [line], total });
  orderedAt.set(name, now());
};

const runOf = async (name: string) => {
  const [found] = await database.connection.db
    .select({ run: runs })
    .from(runs)
    .innerJoin(customerAliases, eq(customerAliases.customerId, runs.customerId))
    .where(eq(customerAliases.value, name));
  return found!.run;
};
/** State of the first step, and how often the provider accepted it. */
const first = async (name: string) => {
  const { id } = await runOf(name);
  const steps = await database.connection.db.select().from(messages).where(eq(messages.runId, id));
  const reminder = steps.find(({ step }) => step === 'cart/reminder#1');
  return [
    reminder?.state ?? 'none',
    fake.acceptances().filter((one) => one.key === `${id}/cart/reminder#1/email`).length,
  ];
};
const slow = { timeout: 60_000, interval: 250 };

test('R15 Temporal killed and restarted on its file: waits go on, purchases made meanwhile stop them', async () => {
  await fill('ada');
  await fill('cyd');
  await until(
    async () => (await outboxLeft()) === 0,
    () => 'the starts are handed over',
  );
  process.kill(temporal.pid, 'SIGKILL');
  await temporal.ended;

  await fill('bob');
  await buy('cyd');
  const { dueAt } = await runOf('ada');
  await until(
    () => now() > dueAt.getTime(),
    () => 'the message became due during the outage',
  );
  expect(await first('ada')).toEqual(['none', 0]);
  temporal = await startTemporal();

  await expect.poll(async () => first('ada'), slow).toEqual(['accepted', 1]);
  await expect.poll(async () => first('bob'), slow).toEqual(['accepted', 1]);
  await expect.poll(async () => (await runOf('cyd')).state, slow).toBe('closed');
  expect((await first('cyd'))[1]).toBe(0);
  expect(await Promise.race([worker.ended, Promise.resolve('still running')])).toBe('still running');
}, 150_000);

test('R15 the api killed between commit and dispatch: nothing is lost, nothing is sent after a purchase', async () => {
  await api.kill();
  api = await processes.api(options('127.0.0.1:1'));
  await untilReady(api, '/health');
  await fill('dan');
  await fill('eve');
  await buy('eve');
  expect(await outboxLeft()).toBeGreaterThanOrEqual(3);
  await api.kill();

  api = await processes.api(options());
  await untilReady(api);
  await expect.poll(async () => first('dan'), slow).toEqual(['accepted', 1]);
  await expect.poll(async () => (await runOf('eve')).state, slow).toBe('closed');
  expect((await first('eve'))[1]).toBe(0);
}, 150_000);

test('by the record of the provider: one acceptance a key, and none claimed after a purchase', () => {
  const accepted = fake.acceptances();
  expect(new Set(accepted.map(({ key }) => key)).size).toBe(accepted.length);
  for (const [name, at] of orderedAt) {
    const late = accepted.filter(({ to, claimedAt }) => to.startsWith(name) && Date.parse(claimedAt!) > at);
    expect(late).toEqual([]);
  }
});

const outboxLeft = async (): Promise<number> => {
  const rows = await database.connection.db.select().from(outbox);
  return rows.filter(({ dispatchedAt }) => dispatchedAt === null).length;
};
