import { type SQL, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { customers } from '../schema/index.ts';

/** So many customers are counted one by one; of more, about so many that stand for all. */
export const countedExactly = 20_000;

/** Fewer than this stand for nobody: a larger part of the table is read. */
const leastOfExact = 4;

/** Rows of a page of a table that PostgreSQL has not measured yet. */
const rowsOfPage = 50;

/** Which customers of a store are looked at. */
export interface Sample {
  /** What stands after `from`. */
  readonly customers: SQL;
  /** The part of the store's customers that it is, from 0 to 1. */
  readonly part: number;
}

/**
 * Everybody of a store with up to `exactly` customers, found by the index. Of a larger one whole pages of the table, drawn
 * by a fixed seed (TABLESAMPLE SYSTEM … REPEATABLE), so that the same data give the same answer and its cost does not grow
 * with the shop; where other stores fill the table, more pages, until enough of the store's own are among them.
 */
export const sampleOfCustomers = async (
  queries: Queries,
  store: StoreId,
  exactly = countedExactly,
): Promise<Sample> => {
  const everybody = { customers: sql`${customers}`, part: 1 };
  const few = await queries.execute<{ found: number }>(sql`
    select count(*)::int as found from (
      select 1 from ${customers} where ${customers.storeId} = ${store} limit ${exactly + 1}) first`);
  if (few[0]!.found <= exactly) return everybody;
  const [table] = await queries.execute<{ rows: number }>(sql`
    select (pg_relation_size(oid) / current_setting('block_size')::int)::float8
      * case when relpages > 0 and reltuples >= 0 then greatest(reltuples / relpages, 1) else ${rowsOfPage}::float8 end as rows
    from pg_class where oid = 'customers'::regclass`);
  let percent = (100 * exactly) / Math.max(table!.rows, 1);
  for (; percent < 100; percent *= 5) {
    const sample = sql`${customers} tablesample system (${percent}::real) repeatable (1)`;
    const [drawn] = await queries.execute<{ found: number }>(sql`
      select count(*)::int as found from ${sample} where ${customers.storeId} = ${store}`);
    if (drawn!.found * leastOfExact >= exactly) return { customers: sample, part: percent / 100 };
  }
  return everybody;
};
