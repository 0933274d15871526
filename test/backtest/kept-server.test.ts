import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startKept } from '../../cli/backtest/world/kept-server.ts';
import { connectDatabase } from '../../db/client.ts';
import type { RunningPostgres } from '../../dev/postgres/embedded.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-kept-'));
const cluster = join(folder, 'cluster');
beforeAll(() => chmodSync(folder, 0o755));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where a server reached by its socket has its cluster. */
const homeOf = ({ url }: RunningPostgres): string => decodeURIComponent(new URL(url).hostname);
const home = join(cluster, 'data');

const ask = async ({ url }: RunningPostgres, statement: string) => {
  const connection = connectDatabase(url, 1);
  try {
    return await connection.sql.unsafe(statement);
  } finally {
    await connection.close();
  }
};

test('the cluster stays; while a backtest uses it another one has its own, which is thrown away', async () => {
  const first = await startKept(cluster);
  expect(homeOf(first)).toBe(home);
  await ask(first, 'create table kept (id int)');

  const beside = await startKept(cluster);
  const own = homeOf(beside);
  expect(own).not.toBe(home);
  await beside.stop();
  expect(existsSync(own)).toBe(false);

  expect(await ask(first, 'select * from kept')).toEqual([]);
  await first.stop();
  const again = await startKept(cluster);
  expect(await ask(again, 'select * from kept')).toEqual([]);
  await again.stop();
});

test('a cluster that was left broken is made anew, and stays from then on', async () => {
  rmSync(join(home, 'global', 'pg_control'));
  const anew = await startKept(cluster);
  expect(homeOf(anew)).toBe(home);
  expect(await ask(anew, "select to_regclass('kept') as kept")).toEqual([{ kept: null }]);
  await anew.stop();
});
