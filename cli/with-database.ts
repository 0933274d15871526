import { loadDotEnv } from '../config/env-file.ts';
import { readEnvironment } from '../config/read.ts';
import { readOrExit } from '../config/read-or-exit.ts';
import { sharedVariables } from '../config/variables.ts';
import { connectDatabase, type DatabaseConnection } from '../db/client.ts';

/** Runs a command with the database of DATABASE_URL. */
export const withDatabase = async (run: (connection: DatabaseConnection) => Promise<void>): Promise<void> => {
  loadDotEnv();
  const { DATABASE_URL } = sharedVariables;
  const connection = connectDatabase(readOrExit(() => readEnvironment({ DATABASE_URL }, process.env)).DATABASE_URL);
  try {
    await run(connection);
  } finally {
    await connection.close();
  }
};
