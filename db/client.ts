import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { prepared } from './prepared.ts';
import { socketOf } from './socket.ts';

export type Database = PostgresJsDatabase;
/** What every query function takes: the database, or a transaction of it. */
export type Queries = Pick<Database, 'select' | 'selectDistinctOn' | 'insert' | 'update' | 'delete' | 'execute'>;

export interface DatabaseConnection {
  readonly db: Database;
  /** The driver, for LISTEN and for closing. */
  readonly sql: postgres.Sql;
  close(): Promise<void>;
}

/**
 * Opens a pool of `max` connections. A statement that runs longer than 30 s is cancelled by the server; a server that
 * cannot be reached within 5 s counts as away.
 */
export const connectDatabase = (url: string, max = 10): DatabaseConnection => {
  const sql = postgres(url, {
    ...socketOf(url),
    max,
    connect_timeout: 5,
    // Each failed attempt fails one waiting statement: with the driver's growing pauses the last ones would wait for minutes.
    backoff: () => 0.1,
    onnotice: () => {},
    connection: {
      application_name: 'relance',
      statement_timeout: 30_000,
      timezone: 'UTC',
      // What locks promise holds in this one, whatever the server's own default is.
      default_transaction_isolation: 'read committed',
    },
  });
  const db = drizzle(prepared(sql), { casing: 'snake_case' });
  return { db, sql, close: () => sql.end({ timeout: 5 }) };
};
