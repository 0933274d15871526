import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type postgres from 'postgres';

const folder = new URL('./repeatable/', import.meta.url);

/**
 * Applies db/repeatable/*.sql, what the schema's own language cannot say (triggers, functions), in the order of
 * their names. A file is applied again when it changed, and only then: replacing a trigger locks its table.
 */
export const applyRepeatable = async (sql: postgres.Sql): Promise<void> => {
  await sql.begin(async (transaction) => {
    // Two processes that migrate at once take turns.
    await transaction`select pg_advisory_xact_lock(hashtext('relance.repeatable'))`;
    await transaction`create table if not exists drizzle.repeatable (name text primary key, hash text not null)`;
    const applied = await transaction<{ name: string; hash: string }[]>`select name, hash from drizzle.repeatable`;
    const hashes = new Map(applied.map(({ name, hash }) => [name, hash]));
    for (const name of readdirSync(folder).toSorted()) {
      if (!name.endsWith('.sql')) continue;
      const text = readFileSync(new URL(name, folder), 'utf8');
      const hash = createHash('sha256').update(text).digest('hex');
      if (hashes.get(name) === hash) continue;
      await transaction.unsafe(text).simple();
      await transaction`insert into drizzle.repeatable values (${name}, ${hash})
        on conflict (name) do update set hash = excluded.hash`;
    }
  });
};
