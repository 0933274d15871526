import { getTableName } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Database, Queries } from '../client.ts';
import { countErased } from './erasures.ts';
import type { Person, Place } from './places/place.ts';
import { places } from './places.ts';

/** Rows touched, by table. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Deletes or empties what is left of a person in every place; again does nothing. A statement each: no lock is
 * held from one to the next, and whatever ends the process in between, the next turn goes on. What a place held is counted on
 * the receipt together with its end.
 */
export const eraseRows = async (db: Database, person: Person, receipt?: string): Promise<Counts> => {
  const counts: Record<string, number> = {};
  for (const place of places) {
    const name = getTableName(place.table);
    const touched = await db.transaction(async (queries) => {
      const count = await erasePlace(queries, place, person);
      if (count > 0 && receipt !== undefined) await countErased(queries, receipt, name, count);
      return count;
    });
    if (touched > 0) counts[name] = touched;
  }
  return counts;
};

const erasePlace = async (queries: Queries, { table, rows, blank }: Place, person: Person): Promise<number> => {
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
  return touched.length;
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
