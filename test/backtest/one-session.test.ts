import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { inOneSession } from '../../cli/backtest/world/one-session.ts';
import { connectDatabase, type Database, type DatabaseConnection, type Queries } from '../../db/client.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();
let connection: DatabaseConnection;
let db: Database;

beforeAll(async () => {
  connection = connectDatabase(database.url, 1);
  await connection.db.execute(sql`create table noted (what text primary key, session int default pg_backend_pid())`);
  return () => connection.close();
});

const open = (): Database => (db = inOneSession(connection.db));
const note = async (queries: Queries, what: string) => queries.execute(sql`insert into noted (what) values (${what})`);
const noted = async (like: string) =>
  connection.db.execute<{ what: string; session: number }>(
    sql`select what, session from noted where what like ${like} order by what`,
  );

test('transactions that run side by side are of one session, and each returns what it came to', async () => {
  open();
  const results = await Promise.all(
    ['kept 1', 'kept 2', 'kept 3', 'kept 4', 'kept 5'].map(async (what) =>
      db.transaction(async (transaction) => {
        await note(transaction, what);
        await transaction.transaction(async (inner) => note(inner, `${what} and inner`));
        return what.length;
      }),
    ),
  );
  expect(results).toEqual([6, 6, 6, 6, 6]);
  const rows = await noted('kept%');
  expect(rows).toHaveLength(10);
  expect(new Set(rows.map(({ session }) => session)).size).toBe(1);
});

test('after a transaction that throws every other one throws the same, whoever caught the first', async () => {
  open();
  const broken = db.transaction(async (transaction) => {
    await note(transaction, 'half');
    await note(transaction, 'half');
  });
  const error = await broken.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ cause: { code: '23505' } });
  const later = db.transaction(async (transaction) => note(transaction, 'later'));
  await expect(later).rejects.toBe(error);
  expect(await noted('later')).toEqual([]);
});
