import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { impersonal } from '../../db/personal-data/impersonal.ts';
import { places } from '../../db/personal-data/places.ts';
import * as schema from '../../db/schema/index.ts';

const tables = Object.values(schema)
  .filter((one) => is(one, PgTable))
  .map((table) => getTableName(table as PgTable));

test('trap 10: every table is a place that export and erasure search, or says why it has nothing of a customer', () => {
  const named = [...places.map(({ table }) => getTableName(table)), ...Object.keys(impersonal)];
  expect(tables.length).toBeGreaterThan(15);
  expect(named.toSorted()).toEqual(tables.toSorted());
});
