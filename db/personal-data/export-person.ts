import { asc, getTableColumns } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queries } from '../client.ts';
import type { Person } from './places/place.ts';
import { places } from './places.ts';

/** Every row about a person, by what it is; instants are dates. Empty once the person is erased. */
export const exportPerson = async (
  queries: Queries,
  person: Person,
): Promise<Readonly<Record<string, readonly object[]>>> => {
  const found: Record<string, readonly object[]> = {};
  for (const { table, exportAs, inside, rows } of places) {
    if (exportAs === undefined) continue;
    const columns: Readonly<Record<string, PgColumn>> = getTableColumns(table);
    const told = Object.fromEntries(Object.entries(columns).filter(([name]) => !inside?.includes(name)));
    const order = Object.values(columns)[0]!;
    found[exportAs] = await queries.select(told).from(table).where(rows(person)).orderBy(asc(order));
  }
  return found;
};
