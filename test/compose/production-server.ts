import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpTemporal } from '../../cli/temporal/set-up-temporal.ts';
import { connectDatabase } from '../../db/client.ts';
import { demoKey } from '../../dev/data/demo-key.ts';
import { freePort } from '../../dev/free-port.ts';
import { type RunningPostgres, startEmbeddedPostgres } from '../../dev/postgres/embedded.ts';
import { type Child, startChild } from '../../dev/process/child.ts';
import { logTail } from '../../dev/process/log-tail.ts';
import { answersHttp } from '../../dev/stack/answers-http.ts';
import { seedDemoShop } from '../../dev/stack/demo-shop.ts';
import { whySilent } from '../../dev/temporal/ask-server.ts';
import { readCompose } from './compose-file.ts';
import { placePrograms } from './programs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const version = /go\.temporal\.io\/server v(\S+)/.exec(readFileSync(`${root}/dev/temporal/go/go.mod`, 'utf8'))![1]!;
const compose = readCompose({ POSTGRES_PASSWORD: 'relance' });
const folder = mkdtempSync(join(tmpdir(), 'relance-production-'));
// As root PostgreSQL runs as another user, who must be able to enter.
chmodSync(folder, 0o755);
const path = `${join(folder, 'bin')}:${process.env['PATH']}`;
const children: Child[] = [];

let database: RunningPostgres;
let databasePort: string;
let address: string;
let connection: Connection;

/** A service's environment, with the addresses of this machine for those of the containers. */
const environmentOf = (name: string): Record<string, string> => {
  const places: Readonly<Record<string, string>> = {
    SQL_HOST: '127.0.0.1',
    SQL_PORT: databasePort,
    POSTGRES_SEEDS: '127.0.0.1',
    DB_PORT: databasePort,
    BIND_ON_IP: '127.0.0.1',
    TEMPORAL_ADDRESS: address,
    DYNAMIC_CONFIG_FILE_PATH: join(folder, 'dynamic-config.yaml'),
    DATABASE_URL: database.url.replace(/postgres$/, 'relance'),
  };
  const given = compose.services[name]!.environment!;
  return {
    ...Object.fromEntries(Object.entries(given).map(([key, value]) => [key, places[key] ?? value])),
    PATH: path,
    HOME: folder,
  };
};

/** Runs a one-shot service's command; like Compose, again when it fails. */
const runOnce = (name: string, tries = 12): string => {
  const { entrypoint, command } = compose.services[name]!;
  const [program, ...args] = [...(entrypoint ?? []), ...command!];
  for (let left = tries; ; left--) {
    const { status, stdout, stderr } = spawnSync(program!, args, {
      encoding: 'utf8',
      env: environmentOf(name),
      cwd: root,
    });
    if (status === 0) return stdout + stderr;
    if (left === 1) throw new Error(`${name} ended with ${status}: ${stdout}${stderr}`);
    spawnSync('sleep', ['1']);
  }
};

const start = (name: string, program: string, args: readonly string[], more: Record<string, string>): Child => {
  const log = join(folder, `${name}.log`);
  const environment = { ...environmentOf(name), ...more };
  const child = startChild({ name, command: program, args, environment, folder: root, log, graceMillis: 20_000 });
  children.push(child);
  return child;
};

const until = async (name: string, what: string, check: () => Promise<unknown>): Promise<void> => {
  const message = () => `${what}; its log ends with:\n${logTail(join(folder, `${name}.log`), 10)}`;
  await expect
    .poll(check, { timeout: 45_000, interval: 250, message: what })
    .toBeTruthy()
    .catch((error: unknown) => {
      throw new Error(message(), { cause: error });
    });
};

/** On PostgreSQL the server keeps its ports in 16 bits with a sign. */
let nextLowPort = 17_000 + Math.floor(Math.random() * 10_000);
const lowPort = async (): Promise<number> => {
  for (;;) {
    const wanted = nextLowPort++;
    if ((await freePort(wanted)) === wanted) return wanted;
  }
};

beforeAll(async () => {
  await placePrograms(join(folder, 'bin'), version);
  database = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), settings: ['max_connections=300'] });
  databasePort = new URL(database.url).port;
  address = `127.0.0.1:${await lowPort()}`;
  writeFileSync(join(folder, 'dynamic-config.yaml'), compose.configs['temporal-dynamic-config']!.content);
  const admin = postgres(database.url, { max: 1 });
  await admin.unsafe('create database relance');
  await admin.end();
});
afterAll(async () => {
  await connection?.close();
  for (const child of children.toReversed()) await child.stop();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the schema step makes both databases, and does nothing the second time', () => {
  expect(runOnce('temporal-schema', 1)).toContain('Schema updated from');
  expect(runOnce('temporal-schema', 1)).toContain('found zero updates');
});

test('the production server starts on them', async () => {
  const ports = await Promise.all(
    [
      'FRONTEND_HTTP_PORT',
      'FRONTEND_MEMBERSHIP_PORT',
      'MATCHING_GRPC_PORT',
      'MATCHING_MEMBERSHIP_PORT',
      'HISTORY_GRPC_PORT',
      'HISTORY_MEMBERSHIP_PORT',
      'WORKER_GRPC_PORT',
      'WORKER_MEMBERSHIP_PORT',
    ].map(async (name) => [name, String(await lowPort())] as const),
  );
  const grpc = { FRONTEND_GRPC_PORT: address.split(':')[1]! };
  // What the image's own start script runs.
  start('temporal', join(folder, 'bin', 'temporal-server'), ['start'], { ...Object.fromEntries(ports), ...grpc });
  await until('temporal', 'the server does not answer', async () => !(await whySilent({ address }, 2000)));
  connection = await Connection.connect({ address });
});

test('the setup step makes the namespace and search attributes, twice; npm run setup finds nothing to do', async () => {
  runOnce('temporal-setup');
  runOnce('temporal-setup', 1);
  expect(await setUpTemporal(connection, 'relance')).toEqual({
    namespaceCreated: false,
    retentionChanged: false,
    searchAttributesAdded: [],
  });
});

test('the built api and worker run a journey on it, from cart to purchase', async () => {
  const build = spawnSync('npm', ['run', '-s', 'build'], { cwd: root, encoding: 'utf8' });
  expect(build.status, build.stdout + build.stderr).toBe(0);
  expect(runOnce('relance-migrate')).toContain('newest schema');

  const relance = connectDatabase(environmentOf('api')['DATABASE_URL']!, 2);
  const key = demoKey(folder);
  await seedDemoShop(relance.db, { url: 'https://shop.example', key, now: new Date().toISOString() });
  const [api, console_, health] = [await freePort(), await freePort(), await freePort()];
  start('api', 'node', compose.services['api']!.command!.slice(1), {
    API_HOST: '127.0.0.1',
    API_PORT: String(api),
    CONSOLE_HOST: '127.0.0.1',
    CONSOLE_PORT: String(console_),
  });
  start('worker', 'node', compose.services['worker']!.command!.slice(1), { WORKER_HEALTH_PORT: String(health) });
  await until('worker', 'the worker is not ready', () => answersHttp(`http://127.0.0.1:${health}/ready`, 3000));
  await until('api', 'the api is not ready', () => answersHttp(`http://127.0.0.1:${api}/ready`, 3000));

  const lines = [{ productId: 'sku-1', quantity: 1, unitPrice: { amount: 3990, currency: 'EUR' } }];
  const post = async (id: string, type: string, data: object): Promise<void> => {
    const response = await fetch(`http://127.0.0.1:${api}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id, type, occurredAt: new Date().toISOString(), customer: { id: '42' }, data }),
    });
    expect(response.status, await response.text()).toBe(202);
  };
  const run = async () => (await relance.sql`select state, outcome, reason from runs`)[0];
  await post('evt-1', 'cart.updated', { cartId: 'cart-1', lines });
  await expect.poll(run, { timeout: 20_000 }).toMatchObject({ state: 'open' });
  await post('evt-2', 'order.placed', { orderId: 'order-1', cartId: 'cart-1', lines, total: lines[0]!.unitPrice });
  await expect
    .poll(run, { timeout: 60_000 })
    .toMatchObject({ state: 'closed', outcome: 'exited', reason: 'order.placed' });

  const client = new Client({ connection, namespace: 'relance' });
  const completed = async () => (await client.workflow.count("Store = 'demo' and ExecutionStatus = 'Completed'")).count;
  await expect.poll(completed, { timeout: 20_000 }).toBe(1);
  await relance.close();
});
