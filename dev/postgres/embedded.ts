import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { isAlive } from '../process/alive.ts';
import { type Child, startChild } from '../process/child.ts';
import { logTail } from '../process/log-tail.ts';
import { postgresFor } from './binaries.ts';
import { canEnter, serverUser, type SystemUser } from './server-user.ts';

export interface RunningPostgres extends Child {
  readonly url: string;
}

export interface EmbeddedPostgresOptions {
  /** Where the cluster lives; made when missing. As root it must be open to other users. */
  readonly folder: string;
  /** Wanted port; another free one is taken when it is in use. */
  readonly port?: number;
  /** True: stopping deletes the folder. */
  readonly throwAway?: boolean;
  /** Server settings as for `postgres -c`: `['fsync=off']`. */
  readonly settings?: readonly string[];
  /** True: reached by a socket in its own folder where that can be, which costs less than the network. */
  readonly bySocket?: boolean;
}

/**
 * Starts a real PostgreSQL server, made at first use, and waits until it answers.
 *
 * @throws PostgresStartError; nothing is left running.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<RunningPostgres> => {
  const data = join(options.folder, 'data');
  const log = join(options.folder, 'postgres.log');
  mkdirSync(options.folder, { recursive: true });
  chmodSync(options.folder, 0o755);
  const user = serverUser(data);
  if (user && !canEnter(options.folder, user)) throw new PostgresStartError(options.folder, closedFolder, '');
  const binaries = postgresFor(user, options.folder);
  if (!existsSync(join(data, 'PG_VERSION'))) await makeCluster(join(binaries, 'bin', 'initdb'), options.folder, user);
  const port = await freePort(options.port);
  const bySocket = options.bySocket === true && canHaveSocket(data);
  const child = startChild({
    name: 'PostgreSQL',
    command: join(binaries, 'bin', 'postgres'),
    args: [
      '-D',
      data,
      '-p',
      String(port),
      ...[...ownSettings, socketSetting(bySocket), ...(options.settings ?? [])].flatMap((s) => ['-c', s]),
    ],
    environment: { ...process.env, LC_ALL: 'C' },
    folder: '/',
    log,
    user,
    // "Fast": ends sessions and writes everything down; SIGTERM would wait for clients to leave.
    stopSignal: 'SIGINT',
    graceMillis: 20_000,
  });
  const stop = async (): Promise<void> => {
    await child.stop();
    if (options.throwAway) rmSync(options.folder, { recursive: true, force: true });
  };
  try {
    await untilReady(child, data);
  } catch (error) {
    const end = logTail(log);
    await stop();
    throw new PostgresStartError(options.folder, error, end);
  }
  const host = bySocket ? encodeURIComponent(data) : '127.0.0.1';
  return { ...child, url: `postgres://relance:relance@${host}:${port}/postgres`, stop };
};

const closedFolder =
  'as root PostgreSQL runs as another user, who cannot enter that folder; choose one that is open to all, or DATABASE_URL';

/** Nobody else's machine. */
const ownSettings = ['listen_addresses=127.0.0.1'];

/** No socket file in a shared folder; the server's own folder is where it runs. */
const socketSetting = (wanted: boolean): string => `unix_socket_directories=${wanted ? '.' : ''}`;

/** A socket's path may have so many bytes with the zero at its end (unix(7); 104 on macOS). */
const longestSocket = 104;

const canHaveSocket = (data: string): boolean =>
  process.platform !== 'win32' && Buffer.byteLength(join(data, '.s.PGSQL.65535')) < longestSocket;

const makeCluster = async (initdb: string, folder: string, user: SystemUser | undefined): Promise<void> => {
  const data = join(folder, 'data');
  const log = join(folder, 'initdb.log');
  const password = join(folder, 'password');
  // What an interrupted first start left.
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(password, 'relance\n', { mode: 0o600 });
  if (user) for (const path of [data, password]) chownSync(path, user.uid, user.gid);
  const child = startChild({
    name: 'initdb',
    command: initdb,
    args: [
      `--pgdata=${data}`,
      '--username=relance',
      '--auth=password',
      `--pwfile=${password}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    environment: { ...process.env, LC_ALL: 'C' },
    folder: '/',
    log,
    user,
  });
  const { code } = await child.ended;
  rmSync(password, { force: true });
  if (code === 0) return;
  rmSync(data, { recursive: true, force: true });
  throw new PostgresStartError(folder, new Error(`initdb ended with code ${code}`), logTail(log));
};

/** The server itself says so in the eighth line of its pid file. */
const untilReady = async (child: Child, data: string): Promise<void> => {
  const deadline = Date.now() + 30_000;
  const ending = child.ended.then((end) => `it ended with ${end.signal ?? `code ${end.code}`}`);
  for (;;) {
    const early = await Promise.race([ending, wait(20, undefined)]);
    if (early) throw new Error(early);
    const [pid, , , , , , , status] = readLines(join(data, 'postmaster.pid'));
    if (Number(pid) === child.pid && status?.trim() === 'ready') return;
    if (Date.now() > deadline) throw new Error('it is not ready after 30 s');
  }
};

/** Whether a cluster in that folder has served before, and no server has it now: one that does not start then is broken. */
export const isAbandoned = (folder: string): boolean => {
  const data = join(folder, 'data');
  const [pid] = readLines(join(data, 'postmaster.pid'));
  return existsSync(join(data, 'postmaster.opts')) && !(pid && isAlive(Number(pid), 'postgres'));
};

const readLines = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
};

/** Thrown when the embedded PostgreSQL did not start. */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
  readonly code = 'POSTGRES_START';
  constructor(folder: string, cause: unknown, log: string) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`PostgreSQL did not start in ${folder}: ${reason}${log && `\nIts log ends with:\n${log}`}`, { cause });
  }
}
