import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { wordsText } from '../../db/array-text.ts';
import { connectDatabase } from '../../db/client.ts';
import { socketOf } from '../../db/socket.ts';
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

  const second = await startEmbeddedPostgres({ folder: join(folder, 'kept'), bySocket: true });
  const connection = connectDatabase(second.url, 1);
  const again = connection.sql;
  expect(await again`select * from kept`).toEqual([]);
  expect(await again`select inet_server_addr() as network`).toEqual([{ network: null }]);
  const words = ['', ' ', 'a,b', '"', String.raw`\"`, '{}', 'NULL', 'line\nline', '\t\u0001', 'é'];
  expect(await again`select ${wordsText(words)}::text[] as words`).toEqual([{ words }]);
  await connection.close();
  await second.stop();
});

test("a server is named by its socket's folder as elsewhere, and by anything else as the driver does", () => {
  expect(socketOf('postgres://relance:secret@%2Fvar%2Frun:6000/shop')).toEqual({ path: '/var/run/.s.PGSQL.6000' });
  expect(socketOf('postgresql://%2Fvar%2Frun/shop?ssl=false')).toEqual({ path: '/var/run/.s.PGSQL.5432' });
  for (const url of ['postgres://relance@db.example:6000/shop', 'postgres://a:%2F@one,two/shop']) {
    expect(socketOf(url)).toEqual({});
  }
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
