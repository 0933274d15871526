import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { connectDatabase, type DatabaseConnection } from '../../../db/client.ts';
import { migrateDatabase } from '../../../db/migrate.ts';
import { socketOf } from '../../../db/socket.ts';
import { openFolders } from '../../../dev/data/folders.ts';
import { startKept } from './kept-server.ts';
import { inOneSession } from './one-session.ts';

/** A PostgreSQL that backtests use, each with databases of its own. */
export interface BacktestServer {
  /** An empty database of Relance; dropped when it is closed. */
  open(): Promise<DatabaseConnection>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of its own, whose cluster is kept in the project's data folder for the next time, or uses the
 * server at `url`. A store's own database is never touched: DATABASE_URL is not read.
 */
export const openServer = async (
  url: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<BacktestServer> => {
  const server = url === undefined ? await startKept(folderOf(environment)) : { url, stop: async () => {} };
  const admin = postgres(server.url, { ...socketOf(server.url), max: 1, onnotice: () => {} });
  try {
    const template = await ensureTemplate(admin, server.url);
    return {
      open: async () => {
        const name = `backtest_${randomUUID().replaceAll('-', '')}`;
        await admin.unsafe(`create database ${name} template ${template}`);
        const session = connectDatabase(databaseAt(server.url, name), 1);
        // Beside it: the input is read while it is played.
        const beside = connectDatabase(databaseAt(server.url, name), 2);
        // What sells is counted over a whole past: it may take longer than what a statement may usually take.
        await session.sql`set statement_timeout = '15min'`;
        return {
          db: inOneSession(session.db),
          sql: beside.sql,
          close: async () => {
            await Promise.all([session.close(), beside.close()]);
            await admin.unsafe(`drop database if exists ${name} with (force)`);
          },
        };
      },
      stop: async () => {
        await admin.end();
        await server.stop();
      },
    };
  } catch (error) {
    await admin.end();
    await server.stop();
    throw error;
  }
};

/** In the project's data folder, beside the cluster of one's own shop. */
const folderOf = (environment: Readonly<Record<string, string | undefined>>): string =>
  `${openFolders(undefined, 'own', environment).postgres}-backtest`;

/** Every backtest copies a database that was migrated once for the same schema. */
const ensureTemplate = async (admin: postgres.Sql, url: string): Promise<string> => {
  const name = `backtest_template_${schemaHash()}`;
  await admin`select pg_advisory_lock(hashtext('relance.backtest'))`;
  try {
    const [there] = await admin`select from pg_database where datname = ${name}`;
    if (there) return name;
    const draft = `${name}_draft`;
    await admin.unsafe(`drop database if exists ${draft} with (force)`);
    // Order by bytes, as differences are looked for, whatever the server's own order is: the same past is the same everywhere.
    await admin.unsafe(`create database ${draft} template template0 encoding 'UTF8' locale_provider libc locale 'C'`);
    await migrateDatabase(databaseAt(url, draft));
    await admin.unsafe(`alter database ${draft} rename to ${name}`);
    return name;
  } finally {
    await admin`select pg_advisory_unlock(hashtext('relance.backtest'))`;
  }
};

const databaseAt = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

const schemaHash = (): string => {
  const hash = createHash('sha256').update('locale C');
  for (const folder of ['migrations', 'repeatable']) {
    const path = fileURLToPath(new URL(`../../../db/${folder}/`, import.meta.url));
    for (const name of readdirSync(path).toSorted()) {
      if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(path, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
};
