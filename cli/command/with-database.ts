import type postgres from 'postgres';
import { loadDotEnv } from '../../config/env-file.ts';
import { connectDatabase, type Database } from '../../db/client.ts';
import { type NameHash, nameHash } from '../../db/personal-data/name-hash.ts';
import { type Clock, type DemoClock, systemClock } from '../../domain/time/clock.ts';
import { explainFailure } from './explain-failure.ts';
import { findDatabase } from './find-database.ts';

/** What a command works with. */
export interface CommandDatabase {
  readonly db: Database;
  /** The driver, for what needs a connection of its own. */
  readonly sql: postgres.Sql;
  /** The store's clock: the demo's, where a demo runs on this database. */
  readonly clock: Clock;
  readonly demoClock?: DemoClock | undefined;
  /** Knows erased names again; undefined without ERASURE_KEY. */
  readonly nameHash: NameHash | undefined;
}

/**
 * Runs a command with the database of DATABASE_URL, or of the stack that runs here; says which.
 *
 * @throws DatabaseUnusableError when it cannot be reached or has no tables.
 */
export const withDatabase = async <Result>(run: (database: CommandDatabase) => Promise<Result>): Promise<Result> => {
  loadDotEnv();
  const { url, demoClock, erasureKey, from } = findDatabase(process.env);
  const { host, pathname } = new URL(url);
  const name = `${host}${pathname}`;
  console.error(`Database ${name} (${from})`);
  const connection = connectDatabase(url);
  try {
    return await run({
      db: connection.db,
      sql: connection.sql,
      clock: systemClock(demoClock),
      demoClock,
      nameHash: erasureKey && nameHash(erasureKey),
    });
  } catch (error) {
    throw explainFailure(error, name);
  } finally {
    await connection.close();
  }
};
