import { inArray, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { CustomerId, StoreId } from '../../../domain/ids.ts';
import type { NameHash } from '../name-hash.ts';

/** Whose data is looked for. */
export interface Person {
  readonly store: StoreId;
  /** The customer, and those that were merged into it. */
  readonly customers: readonly CustomerId[];
  /** Of one who is being erased: keyed hashes of all names, and what computes them. */
  readonly erased?: { readonly names: readonly string[]; readonly hash: NameHash };
}

/** A table that holds data of customers: where an export reads and an erasure erases. */
export interface Place {
  readonly table: PgTable;
  /** What an export calls it; undefined: nothing in it is about the person, only ids of ours. */
  readonly exportAs: string | undefined;
  /** Columns that an export leaves out: our bookkeeping and secrets. */
  readonly inside?: readonly string[];
  /** The rows of a person that still hold something personal. */
  readonly rows: (person: Person) => SQL | undefined;
  /** What an erasure leaves of such a row; undefined: nothing, it is deleted. */
  readonly blank?: (person: Person) => Readonly<Record<string, unknown>>;
}

/** The rows whose `column` names the person. */
export const of = (column: SQL | { readonly name: string }, { customers: ids }: Person): SQL =>
  ids.length === 0 ? sql`false` : inArray(column as never, [...ids]);
