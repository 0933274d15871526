import { fileURLToPath } from 'node:url';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { connectDatabase } from './client.ts';
import { applyRepeatable } from './repeatable.ts';

/** Brings the database at `url` to the newest schema; does nothing when it is there already. */
export const migrateDatabase = async (url: string): Promise<void> => {
  const connection = connectDatabase(url, 1);
  try {
    await migrate(connection.db, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
    await applyRepeatable(connection.sql);
  } finally {
    await connection.close();
  }
};
