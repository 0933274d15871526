import postgres from 'postgres';
import { migrateDatabase } from '../../db/migrate.ts';
import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import type { Child } from '../process/child.ts';
import type { StackContext } from './context.ts';

export interface StackDatabase {
  readonly url: string;
  /** The server's process; undefined when it is somebody else's. */
  readonly child: Child | undefined;
}

/** The database of the stack, migrated: `DATABASE_URL`, else one on an embedded PostgreSQL. */
export const openDatabase = async (context: StackContext): Promise<StackDatabase> => {
  const { config, report } = context;
  const started = Date.now();
  const database = config.databaseUrl ? { url: config.databaseUrl, child: undefined } : await startOwnDatabase(context);
  try {
    await migrateDatabase(database.url);
  } catch (error) {
    throw database.child ? error : new DatabaseUrlError(database.url, error);
  }
  report.step('PostgreSQL', database.child ? 'embedded' : 'DATABASE_URL', Date.now() - started);
  return database;
};

const name = 'relance';

const startOwnDatabase = async ({ config, folders, teardown, running }: StackContext): Promise<StackDatabase> => {
  const server = await startEmbeddedPostgres({ folder: folders.postgres, port: config.ports.database });
  running.add({ name: server.name, pid: server.pid, marker: folders.postgres });
  await teardown.add('PostgreSQL', () => server.stop());
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${name}`;
    if (!found) await admin.unsafe(`create database ${name}`);
  } finally {
    await admin.end();
  }
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href, child: server };
};

/** Thrown when the database named by DATABASE_URL cannot be used. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError';
  readonly code = 'DATABASE_URL';
  constructor(url: string, cause: unknown) {
    const { host, pathname } = new URL(url);
    const failure = cause as { readonly message?: string; readonly code?: string };
    super(
      `The database of DATABASE_URL (${host}${pathname}) cannot be used: ${failure.message || failure.code || String(cause)}\n` +
        'Correct the URL or make the database; or unset DATABASE_URL, and a PostgreSQL is started here.',
      { cause },
    );
  }
}
