import { type SQL, sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import type { RetentionPage, RetentionPolicy, Swept } from './policy.ts';

/** A table whose key grows with time, walked along it: no index of its own is needed. */
export interface Walk {
  readonly what: string;
  readonly table: string;
  /** The columns of the primary key, in its order, and their types. */
  readonly key: Readonly<Record<string, 'uuid' | 'bigint' | 'smallint' | 'text' | 'timestamptz'>>;
  /** Grows with the key, more or less: past `before` the walk ends. Absent: the whole table is walked. */
  readonly grows?: string;
  /** Which rows of the page may go. */
  readonly mayGo: (before: SQL) => SQL;
  /** Tables whose rows go with them: by the column that names the row. The key then has one column. */
  readonly with?: readonly { readonly table: string; readonly column: string }[];
}

interface Row extends Record<string, unknown> {
  readonly seen: number;
  readonly last: string | null;
  readonly young: boolean | null;
  readonly deleted: number;
}

export const walk = (walked: Walk): RetentionPolicy => {
  const table = sql.raw(walked.table);
  const columns = Object.keys(walked.key);
  const types = Object.values(walked.key);
  const key = sql.raw(columns.join(', '));
  const grows = walked.grows === undefined ? undefined : sql.raw(walked.grows);
  const others = walked.with ?? [];

  const sweep = async (queries: Queries, { before, after, limit }: RetentionPage): Promise<Swept> => {
    const instant = sql`${before.toISOString()}::timestamptz`;
    // Where the page before ended, as `last` told it.
    const ended = after === undefined ? undefined : (JSON.parse(after) as string[]);
    const further =
      ended &&
      sql`where (${key}) > (${sql.join(
        ended.map((value, index) => sql`${value}::${sql.raw(types[index]!)}`),
        sql`, `,
      )})`;
    // By their places and by arrays, not by joins: each row is then found at once, whatever the planner believes of a page.
    const [row] = await queries.execute<Row>(sql`
      with page as materialized (
        select ctid as place, ${key}${grows ? sql`, ${grows} as grows` : sql``}, (${walked.mayGo(instant)}) as old
        from ${table} ${further} order by ${key} limit ${sql.raw(String(limit))}
      ), doomed as materialized (
        select ctid as place, ${key} from ${table} where ctid = any(array(select place from page where old))
        for update skip locked
      ), ${sql.join(
        others.map(
          ({ table: other, column }, index) => sql`${sql.raw(`also${index}`)} as (
            delete from ${sql.raw(other)} where ${sql.raw(column)} = any(array(select ${key} from doomed)) returning 1
          ), `,
        ),
      )} gone as (
        delete from ${table} where ctid = any(array(select place from doomed)) returning 1
      )
      select (select count(*) from page)::int as seen,
        (select json_build_array(${sql.raw(columns.map((column) => `${column}::text`).join(', '))})::text
          from page order by (${key}) desc limit 1) as last,
        ${grows ? sql`(select min(grows) from page) >= ${instant}` : sql`false`} as young,
        (${sql.join(
          [...others.map((_, index) => `also${index}`), 'gone'].map((name) =>
            sql.raw(`(select count(*) from ${name})`),
          ),
          sql` + `,
        )})::int as deleted`);
    const { seen, last, young, deleted } = row!;
    return { deleted, ...(seen === limit && !young && last !== null && { next: last }) };
  };

  const count = async (queries: Queries, before: Date): Promise<number> => {
    const [row] = await queries.execute<{ count: number }>(sql`
      select count(*)::int as count from ${table} where ${walked.mayGo(sql`${before.toISOString()}::timestamptz`)}`);
    return row!.count;
  };
  return { what: walked.what, sweep, count };
};
