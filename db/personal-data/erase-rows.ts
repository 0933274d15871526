import { getTableName } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import type { Person } from './places/place.ts';
import { places } from './places.ts';

/** Rows touched, by table. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Deletes or empties what is left of a person in every place; again does nothing. A statement each: no lock is
 * held from one to the next, and whatever ends the process in between, the next turn goes on.
 */
export const eraseRows = async (queries: Queries, person: Person): Promise<Counts> => {
  const counts: Record<string, number> = {};
  for (const { table, rows, blank } of places) {
    const touched = blank
      ? await queries
          .update(table)
          .set(blank(person) as never)
          .where(rows(person))
          .returning({ one: sql`1` })
      : await queries
          .delete(table)
          .where(rows(person))
          .returning({ one: sql`1` });
    if (touched.length > 0) counts[getTableName(table)] = touched.length;
  }
  return counts;
};

/** Rows that still hold something of the person, by table; empty when the search finds nothing. */
export const findResidue = async (queries: Queries, person: Person): Promise<Counts> => {
  const counts: Record<string, number> = {};
  for (const { table, rows } of places) {
    const [found] = await queries
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(table)
      .where(rows(person));
    if (found!.count > 0) counts[getTableName(table)] = found!.count;
  }
  return counts;
};

export const addCounts = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  );
