import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();

/** How many statements the driver sends on one connection before it waits for the first answer. */
const pipeline = 100;

let sql: postgres.Sql;
afterAll(async () => sql.end());

test('a transaction that begins behind a full pipeline has its connection to itself', async () => {
  sql = postgres(database.url, { max: 2, connection: { application_name: 'pipelined' } });
  await Promise.all([sql`select pg_sleep(0.05)`, sql`select pg_sleep(0.05)`]);
  await sql`create table marks (name text)`;
  // One that is answered and as many as fit behind it, on each of the two connections; then the transactions.
  const before = Array.from({ length: 2 * pipeline }, async () => sql`select 1`.execute());
  const begun = [1, 2].map(async (name) =>
    sql.begin(async (transaction) => transaction`insert into marks values (${name})`),
  );
  await Promise.all([...before, ...begun]);
  expect(await sql`select name from marks order by name`).toMatchObject([{ name: '1' }, { name: '2' }]);
  // No connection is left in a transaction that nobody ends.
  const open = await sql`
    select 1 from pg_stat_activity
    where application_name = 'pipelined' and state like 'idle in transaction%' and pid <> pg_backend_pid()`;
  expect(open).toHaveLength(0);
});
