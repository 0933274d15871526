import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';

/** Every row of every table, by table, as PostgreSQL writes rows down. */
export const dumpTables = async (db: Database): Promise<Readonly<Record<string, readonly string[]>>> => {
  const tables = await db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const dump: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    const rows = await db.execute<{ row: string }>(sql`select t::text as row from ${sql.identifier(name)} t`);
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
};

/** Tables in which one of `words` stands, in any letter case. */
export const tablesWith = async (db: Database, words: readonly string[]): Promise<readonly string[]> => {
  const dump = await dumpTables(db);
  const wanted = words.map((word) => word.toLowerCase());
  return Object.entries(dump)
    .filter(([, rows]) => rows.some((row) => wanted.some((word) => row.toLowerCase().includes(word))))
    .map(([name]) => name);
};
