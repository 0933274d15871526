import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { StackFile } from '../../../dev/data/stack-file.ts';
import { storeTime } from '../../../domain/time/clock.ts';
import { alive, launch, type Launched } from './launch.ts';

/** One data folder through all starts of this file: each test finds what the one before left. */
const folder = mkdtempSync(join(tmpdir(), 'relance-stack-'));
chmodSync(folder, 0o755);
const launched: Launched[] = [];
const start = (...args: Parameters<typeof launch> extends [string, ...infer Rest] ? Rest : never): Launched => {
  const one = launch(folder, ...args);
  launched.push(one);
  return one;
};

let occupied: Server;
beforeAll(async () => {
  occupied = createServer();
  await new Promise<void>((resolve) => {
    occupied.listen(0, '127.0.0.1', resolve);
  });
});
afterEach(async () => {
  for (const one of launched.splice(0)) {
    if (one.child.exitCode === null && one.child.signalCode === null) one.child.kill('SIGTERM');
    await one.ended();
    for (const { pid } of alive(one.processes())) process.kill(pid, 'SIGKILL');
  }
});
afterAll(() => {
  occupied.close();
  rmSync(folder, { recursive: true, force: true });
});

const customers = async ({ database }: StackFile): Promise<number> => {
  const sql = postgres(database, { max: 1 });
  const [row] = await sql<[{ count: number }]>`select count(*)::int as count from customers`;
  await sql.end();
  return row.count;
};

const post = (stack: StackFile, occurredAt: string): Promise<Response> =>
  fetch(`${stack.api}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.demoKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'evt-1', type: 'customer.created', occurredAt, customer: { id: '42' }, data: {} }),
  });

let first: StackFile;
let readyAt: number;
let stoppedAt: number;

test('a start is ready, takes events, and Ctrl-C leaves nothing behind', { timeout: 120_000 }, async () => {
  const taken = (occupied.address() as AddressInfo).port;
  const one = start(['--speed', '60'], { API_PORT: String(taken) });
  first = await one.ready();
  readyAt = storeTime(Date.now(), first.clock);

  expect(one.output()).toContain(`Port ${taken} is taken: the api uses`);
  expect(one.output()).toMatch(/Ready in \d+\.\d s/);
  for (const address of [`${first.api}/health`, `${first.api}/ready`, first.temporalUi!]) {
    expect((await fetch(address)).status, address).toBe(200);
  }
  expect(first).toMatchObject({ namespace: 'relance', clock: { rate: 1440 } });
  expect(Object.keys(first.pids).toSorted()).toEqual(['api', 'postgres', 'stack', 'temporal', 'worker']);
  expect((await post(first, new Date(storeTime(Date.now(), first.clock)).toISOString())).status).toBe(202);
  expect(await customers(first)).toBe(1);

  const second = start();
  expect(await second.ended()).toBe(1);
  expect(second.output()).toContain(`Relance runs already on ${folder} (process ${one.child.pid})`);

  one.child.kill('SIGINT');
  expect(await one.ended()).toBe(0);
  stoppedAt = storeTime(Date.now(), first.clock);
  expect(one.processes()).toHaveLength(5);
  expect(alive(one.processes())).toEqual([]);
  expect(existsSync(join(folder, 'stack.json'))).toBe(false);
  expect(existsSync(join(folder, 'running.json'))).toBe(false);
});

test(
  'the next start goes on: data, key and time; a child that dies stops everything',
  { timeout: 120_000 },
  async () => {
    const one = start(['--speed', '60']);
    const stack = await one.ready();
    expect(await customers(stack)).toBe(1);
    expect(stack.demoKey).toBe(first.demoKey);
    const resumed = Date.parse(stack.clock!.demo);
    expect(resumed).toBeGreaterThan(readyAt);
    expect(resumed).toBeLessThanOrEqual(stoppedAt);

    process.kill(stack.pids['worker']!, 'SIGKILL');
    expect(await one.ended()).toBe(1);
    expect(one.output()).toContain('The worker ended with SIGKILL');
    expect(alive(one.processes())).toEqual([]);
  },
);

test('a killed stack leaves no mess for the next start; --fresh empties ours', { timeout: 120_000 }, async () => {
  const killed = start(['--speed', '60']);
  await killed.ready();
  killed.child.kill('SIGKILL');
  await killed.ended();
  expect(alive(killed.processes()).length).toBeGreaterThan(0);

  const one = start(['--fresh', '--speed', '60']);
  const stack = await one.ready();
  expect(alive(killed.processes())).toEqual([]);
  expect(await customers(stack)).toBe(0);
  expect(stack.demoKey).not.toBe(first.demoKey);
  one.child.kill('SIGTERM');
  expect(await one.ended()).toBe(0);
  expect(alive(one.processes())).toEqual([]);
});

test('a start that fails half-way stops what it had started and says why', { timeout: 60_000 }, async () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const fake = [
    '#!/bin/sh',
    'if [ "$1" = "--version" ]; then echo "temporal version 1.0.0 (Server 1.31.2, UI 2.50.1)"; exit; fi',
    'sleep 2; echo "disk is full"; exit 3',
    '',
  ];
  writeFileSync(join(bin, 'temporal'), fake.join('\n'), { mode: 0o755 });
  const one = start([], { PATH: `${bin}${delimiter}${process.env['PATH']}` });
  expect(await one.ended()).toBe(1);
  expect(one.output()).toContain('The Temporal server ended with code 3.');
  expect(one.output()).toContain('disk is full');
  expect(one.processes().map(({ name }) => name)).toContain('PostgreSQL');
  expect(alive(one.processes())).toEqual([]);
});

test('Ctrl-C during the start leaves nothing behind', { timeout: 60_000 }, async () => {
  const one = start();
  await expect.poll(() => one.processes().length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(1);
  one.child.kill('SIGINT');
  expect(await one.ended()).toBe(0);
  expect(alive(one.processes())).toEqual([]);
  expect(existsSync(join(folder, 'running.json'))).toBe(false);
});

test('a wrong variable is named before anything is started', { timeout: 60_000 }, async () => {
  const one = start([], { LOG_LEVEL: 'loud', API_PORT: 'http' });
  expect(await one.ended()).toBe(1);
  expect(one.output()).toContain('LOG_LEVEL is wrong');
  expect(one.output()).toContain('API_PORT is wrong: write a port number');
  expect(one.processes()).toEqual([]);
});

test('a DATABASE_URL that does not answer is named, with the way out', { timeout: 60_000 }, async () => {
  const one = start([], { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/shop' });
  expect(await one.ended()).toBe(1);
  expect(one.output()).toContain('The database of DATABASE_URL (127.0.0.1:9/shop) cannot be used');
  expect(one.output()).not.toContain('secret');
  expect(alive(one.processes())).toEqual([]);
});
