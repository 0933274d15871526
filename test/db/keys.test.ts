import { getTableName, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { impersonal } from '../../db/personal-data/impersonal.ts';
import { places } from '../../db/personal-data/places.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();

/** Unique keys of which a column may be empty: PostgreSQL takes two rows that are empty there for different ones. */
const looseKeys = async (): Promise<string[]> => {
  const rows = await database.connection.db.execute<{ key: string }>(sql`
    select c.relname || ' (' || string_agg(coalesce(a.attname, 'an expression'), ', ' order by k.place) || ')' as key
    from pg_index x
      join pg_class c on c.oid = x.indrelid
      join pg_namespace n on n.oid = c.relnamespace
      cross join unnest(x.indkey::int2[]) with ordinality as k (number, place)
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number and k.number > 0
    where n.nspname = 'public' and x.indisunique and not x.indnullsnotdistinct and k.place <= x.indnkeyatts
    group by c.relname, x.indexrelid
    having bool_or(a.attnotnull is not true)
    order by 1`);
  return rows.map(({ key }) => key);
};

/** Where empty means that there is nothing to be unique: such a row may be there any number of times. */
const emptyIsNothing = [
  // A message that was never made has no link.
  'messages (link_token)',
  // Only an enrolment is of a round of a campaign; of calendars that moved, each is work of its own.
  'season_work (campaign_id, round)',
];

test('trap 13: no unique key has a column that may be empty, but where empty means that there is no key', async () => {
  expect(await looseKeys()).toEqual(emptyIsNothing);
});

test('trap 13: such a key would be found, and does not keep a second row out', async () => {
  const { db } = database.connection;
  await db.execute(sql`create table loose (store text not null, segment text, part int, unique (store, segment))`);
  await db.execute(sql`create unique index on loose (store, coalesce(part, 0))`);
  try {
    await db.execute(sql`insert into loose values ('demo', null, 1), ('demo', null, 2)`);
    expect((await looseKeys()).filter((key) => key.startsWith('loose'))).toEqual([
      'loose (store, an expression)',
      'loose (store, segment)',
    ]);
  } finally {
    await db.execute(sql`drop table loose`);
  }
});

test('trap 10: what is said to have nothing of a customer names no customer in the database either', async () => {
  const rows = await database.connection.db.execute<{ name: string; column: string }>(sql`
    select table_name as name, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name ~ '(customer|email|phone|address|first_name|last_name)'`);
  expect(rows.length).toBeGreaterThan(20);
  const names = Object.keys(impersonal);
  const named = rows.filter(({ name }) => names.includes(name)).map(({ name, column }) => `${name}.${column}`);
  expect(named.toSorted()).toEqual([
    // How many customers there were.
    'category_follows.customers',
    // The receipt of an erasure.
    'erasures.customer_id',
    'experiment_registrations.customers',
    'models.customers',
    // People who work with the console.
    'operators.email',
    'operators.phone',
    'scoring_runs.customers',
    'segment_sizes.customers',
    'signal_levels.customers',
  ]);
  const tables = await database.connection.db.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables where table_schema = 'public'`);
  const known = [...places.map(({ table }) => getTableName(table)), ...names];
  expect(tables.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});
