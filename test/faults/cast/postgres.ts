import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { migrateDatabase } from '../../../db/migrate.ts';
import { freePort } from '../../../dev/free-port.ts';
import { type RunningPostgres, startEmbeddedPostgres } from '../../../dev/postgres/embedded.ts';

/** How a server stops: `fast` ends its sessions in order, `immediate` is a crash with recovery at the next start. */
export type StopMode = 'fast' | 'immediate';

export interface CastPostgres {
  /** Of the product's database. */
  readonly url: string;
  readonly port: number;
  /** The cluster's data, for whoever copies it while the server is stopped. */
  readonly data: string;
  /** The harness's own eyes; it connects anew after a stop. */
  readonly sql: postgres.Sql;
  /** False after it ended by itself, or was stopped. */
  isRunning(): boolean;
  /** Stops the server and resolves when its process is gone. */
  halt(mode: StopMode): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
}

/** A PostgreSQL server of its own that keeps what it acknowledges: fsync and synchronous commit are on. */
export const openPostgres = async (
  defer: (undo: () => Promise<void>) => void,
  settings: readonly string[] = [],
  // Below the system's temporary folder: as root the server runs as another user, who must be able to enter.
  folder = mkdtempSync(join(tmpdir(), 'relance-faults-postgres-')),
): Promise<CastPostgres> => {
  const port = await freePort();
  const begin = async (): Promise<RunningPostgres> =>
    startEmbeddedPostgres({
      folder,
      port,
      throwAway: true,
      settings: ['fsync=on', 'synchronous_commit=on', 'max_connections=200', ...settings],
    });
  let server = await begin();
  let running: RunningPostgres | undefined;
  const watch = async (): Promise<void> => {
    const watched = server;
    running = watched;
    await watched.ended;
    if (running === watched) running = undefined;
  };
  void watch();
  defer(() => server.stop());
  const url = server.url;
  await migrateDatabase(url);
  const sql = postgres(url, {
    max: 4,
    onnotice: () => {},
    backoff: () => 0.1,
    connection: { application_name: 'faults', timezone: 'UTC' },
  });
  defer(() => sql.end({ timeout: 2 }));
  return {
    url,
    port,
    data: join(folder, 'data'),
    sql,
    isRunning: () => running !== undefined,
    halt: async (mode) => {
      process.kill(server.pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await server.ended;
    },
    start: async () => {
      // Another process may still be trying the old port.
      for (let tries = 0; (await freePort(port)) !== port; tries++) {
        if (tries > 100) throw new Error(`port ${port} of PostgreSQL was taken by somebody else`);
        await wait(50);
      }
      server = await begin();
      void watch();
    },
  };
};
