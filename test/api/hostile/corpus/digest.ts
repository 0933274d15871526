import { sql } from 'drizzle-orm';
import type { Database } from '../../../../db/client.ts';

/** Written behind an answer's back, whatever was asked: when a key was last used. */
const passing: Readonly<Record<string, readonly string[]>> = { api_keys: ['last_used_at'] };

/** What every table holds, as one hash a table. */
export const digestOf = async (db: Database): Promise<Readonly<Record<string, string>>> => {
  const tables = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const digests: [string, string][] = [];
  for (const { name } of tables) {
    const left = passing[name] ?? [];
    const row = sql.raw(`(to_jsonb(t)${left.map((column) => ` - '${column}'`).join('')})::text`);
    const [digest] = await db.execute<{ hash: string }>(
      sql`select count(*) || ' ' || coalesce(md5(string_agg(md5(${row}), '' order by md5(${row}))), '') as hash
          from ${sql.identifier(name)} t`,
    );
    digests.push([name, digest!.hash]);
  }
  return Object.fromEntries(digests);
};
