import { loadDotEnv } from '../../config/env-file.ts';
import { readEnvironment } from '../../config/read.ts';
import { readOrExit } from '../../config/read-or-exit.ts';
import { sharedVariables } from '../../config/variables.ts';
import { migrateDatabase } from '../../db/migrate.ts';

/** `npm run db:migrate`: brings the database of DATABASE_URL to the newest schema. */
const main = async (): Promise<void> => {
  loadDotEnv();
  const { DATABASE_URL } = sharedVariables;
  const read = readOrExit(() => readEnvironment({ DATABASE_URL }, process.env));
  await migrateDatabase(read.DATABASE_URL);
  console.log('The database has the newest schema.');
};

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
