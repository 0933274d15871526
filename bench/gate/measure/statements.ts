import type postgres from 'postgres';
import { benchMark } from './subjects.ts';

/** One statement of the gate, as PostgreSQL counted it. */
export interface Statement {
  readonly text: string;
  readonly calls: number;
  /** Milliseconds in PostgreSQL, all calls together. */
  readonly millis: number;
  /** Pages looked at, and how many of them were not in shared buffers. */
  readonly pages: number;
  readonly read: number;
}

/** What the gate asked of the connection's database since the last `forgetStatements`. */
export const readStatements = async (sql: postgres.Sql): Promise<readonly Statement[]> =>
  sql.unsafe(`
    select query as text, sum(calls)::int as calls, sum(total_exec_time) as millis,
      sum(shared_blks_hit + shared_blks_read)::float8 as pages, sum(shared_blks_read)::float8 as read
    from pg_stat_statements
    where dbid = (select oid from pg_database where datname = current_database())
      and query not like '%${benchMark}'
    group by query ${benchMark}`);

/** Of every database of the server. */
export const forgetStatements = async (sql: postgres.Sql): Promise<void> => {
  await sql.unsafe(`select pg_stat_statements_reset() ${benchMark}`);
};

/** What it does, and with which tables: `select runs, customers`. */
export const nameOf = (text: string): string => {
  const [verb = ''] = /^\w+/.exec(text.replaceAll(/^[\s(]*(with\b[\s\S]*?\)\s*)?/g, '')) ?? [];
  const tables = [...text.matchAll(/\b(?:from|join|into|update)\s+"?([a-z_]+)"?/g)].map(([, table]) => table!);
  const named = [...new Set(tables)].filter(
    (table) => !['lateral', 'set', 'of', 'skip', 'until', 'coalesce'].includes(table),
  );
  return `${verb} ${named.join(', ')}`.trim();
};
