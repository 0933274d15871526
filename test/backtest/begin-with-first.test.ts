import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { beginWithFirst } from '../../cli/backtest/world/begin-with-first.ts';
import { connectDatabase, type DatabaseConnection, type Queries } from '../../db/client.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();
let connection: DatabaseConnection;

beforeAll(async () => {
  connection = connectDatabase(database.url, 3, beginWithFirst);
  await connection.db.execute(sql`create table noted (what text primary key)`);
  return () => connection.close();
});

const note = async (queries: Queries, what: string) => queries.execute(sql`insert into noted values (${what})`);
const noted = async (like: string) =>
  (
    await connection.db.execute<{ what: string }>(sql`select what from noted where what like ${like} order by what`)
  ).map(({ what }) => what);

test('what a transaction wrote is there afterwards, for every connection, and what it came to is returned', async () => {
  const results = await Promise.all(
    ['kept 1', 'kept 2', 'kept 3', 'kept 4', 'kept 5'].map(async (what) =>
      connection.db.transaction(async (transaction) => {
        await note(transaction, what);
        return what.length;
      }),
    ),
  );
  expect(results).toEqual([6, 6, 6, 6, 6]);
  expect(await noted('kept%')).toHaveLength(5);
});

test('what is thrown undoes all of it, and the connection goes on', async () => {
  const broken = connection.db.transaction(async (transaction) => {
    await note(transaction, 'undone');
    throw new Error('no');
  });
  await expect(broken).rejects.toThrow('no');
  expect(await noted('undone')).toEqual([]);
});

test('one inside of another undoes its own part alone', async () => {
  await connection.db.transaction(async (transaction) => {
    await note(transaction, 'outer');
    await transaction.transaction(async (inner) => note(inner, 'outer and inner'));
    const undone = transaction.transaction(async (inner) => {
      await note(inner, 'outer, undone');
      await note(inner, 'outer');
    });
    await expect(undone).rejects.toThrow();
    await note(transaction, 'outer at its end');
  });
  expect(await noted('outer%')).toEqual(['outer', 'outer and inner', 'outer at its end']);
});

test('a statement that failed is not overlooked because its error was caught', async () => {
  const half = connection.db.transaction(async (transaction) => {
    await note(transaction, 'half');
    await note(transaction, 'half').catch(() => {});
  });
  await expect(half).rejects.toThrow('had failed');
  expect(await noted('half')).toEqual([]);
});
