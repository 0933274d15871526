import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { migrateDatabase } from '../../db/migrate.ts';
import { stores } from '../../db/schema/index.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();

const triggers = async (): Promise<string[]> => {
  const rows = await database.connection.db.execute<{ name: string }>(
    sql`select tgname as name from pg_trigger where tgrelid = 'messages'::regclass and not tgisinternal`,
  );
  return rows.map(({ name }) => name);
};

test('a migrated database is empty and answers', async () => {
  expect(await database.connection.db.select().from(stores)).toEqual([]);
});

test('migrating again changes nothing, and what is applied repeatedly is applied when it changed', async () => {
  const { db } = database.connection;
  expect(await triggers()).toContain('messages_check_state');
  await migrateDatabase(database.url);
  await db.execute(sql`drop trigger messages_check_state on messages`);
  await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
  expect(await triggers()).not.toContain('messages_check_state');
  await db.execute(sql`update drizzle.repeatable set hash = 'an older one'`);
  await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
  expect(await triggers()).toContain('messages_check_state');
});
