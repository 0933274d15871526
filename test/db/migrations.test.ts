import { expect, test } from 'vitest';
import { stores } from '../../db/schema/index.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();

test('a migrated database is empty and answers', async () => {
  expect(await database.connection.db.select().from(stores)).toEqual([]);
});
