import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { openFolders } from '../../dev/data/folders.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded.ts';
import { isAlive } from '../../dev/process/alive.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-postgres-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a cluster is made once, keeps its data, and leaves no process', async () => {
  const first = await startEmbeddedPostgres({ folder: join(folder, 'kept') });
  const sql = postgres(first.url, { max: 1 });
  await sql`create table kept (id int)`;
  await sql.end();
  await first.stop();
  expect(isAlive(first.pid, 'postgres')).toBe(false);
  await first.stop();

  const second = await startEmbeddedPostgres({ folder: join(folder, 'kept') });
  const again = postgres(second.url, { max: 1 });
  expect(await again`select * from kept`).toEqual([]);
  await again.end();
  await second.stop();
});

test('a taken port is replaced, and a throw-away cluster is deleted', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const { port } = other.address() as AddressInfo;
  const server = await startEmbeddedPostgres({ folder: join(folder, 'thrown'), port, throwAway: true });
  expect(new URL(server.url).port).not.toBe(String(port));
  await server.stop();
  expect(existsSync(join(folder, 'thrown'))).toBe(false);
  other.close();
});

test('what is wrong with a cluster is said, from its own log, and nothing is left running', async () => {
  await expect(
    startEmbeddedPostgres({ folder: join(folder, 'wrong'), settings: ['shared_buffers=nonsense'] }),
  ).rejects.toThrow(/PostgreSQL did not start in .*wrong.*\n.*\n?.*invalid value for parameter "shared_buffers"/s);
});

test('the cluster is kept with the rest where PostgreSQL may enter; as root elsewhere, when it may not', async () => {
  expect(openFolders(join(folder, 'open'), 'demo', process.env).postgres).toBe(
    join(folder, 'open', 'demo', 'postgres'),
  );

  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const { state, postgres: cluster } = openFolders(join(closed, 'data'), 'demo', process.env);
  if (process.getuid?.() !== 0) {
    expect(cluster).toBe(join(state, 'postgres'));
    return;
  }
  await expect(startEmbeddedPostgres({ folder: state })).rejects.toThrow('cannot enter that folder');
  expect(cluster).toMatch(/^\/var\/lib\/relance\/[0-9a-f]{12}\/demo\/postgres$/);
  const server = await startEmbeddedPostgres({ folder: cluster, throwAway: true });
  await server.stop();
  rmSync(join(cluster, '..', '..'), { recursive: true });
});
