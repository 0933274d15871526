import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Definition, KnownDefinition } from '../../domain/definitions/definition.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { definitions } from '../schema/index.ts';

export type DefinitionRow = typeof definitions.$inferSelect;

/** Definitions that a store may have standing at once. */
export const mostDefinitions = 200;

/** The newest version of each name, retired ones too. */
export const listDefinitions = async (queries: Queries, store: StoreId): Promise<readonly DefinitionRow[]> =>
  queries
    .selectDistinctOn([definitions.name])
    .from(definitions)
    .where(eq(definitions.storeId, store))
    .orderBy(asc(definitions.name), desc(definitions.version));

/** Those that stand, by name. */
export const readDefinitions = async (
  queries: Queries,
  store: StoreId,
): Promise<ReadonlyMap<string, KnownDefinition>> => knownOf(await listDefinitions(queries, store));

/** Of the newest versions those that stand, by name. */
export const knownOf = (
  rows: readonly Pick<DefinitionRow, 'name' | 'version' | 'body' | 'state'>[],
): ReadonlyMap<string, KnownDefinition> =>
  new Map(
    rows
      .filter(({ state }) => state === 'standing')
      .map(({ name, version, body }) => [name, { name, version, definition: body }]),
  );

/** Every version of a name, newest first. */
export const listDefinitionVersions = async (
  queries: Queries,
  store: StoreId,
  name: string,
): Promise<readonly DefinitionRow[]> =>
  queries
    .select()
    .from(definitions)
    .where(and(eq(definitions.storeId, store), eq(definitions.name, name)))
    .orderBy(desc(definitions.version));

/**
 * The store's lock of definitions, until the transaction ends: what a definition builds on is neither retired nor changed while
 * another is saved.
 */
export const holdDefinitions = async (queries: Queries, store: StoreId): Promise<void> => {
  await queries.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`relance.definitions/${store}`}, 0))`);
};

export const insertDefinition = async (
  queries: Queries,
  row: Omit<typeof definitions.$inferInsert, 'recordedAt'>,
): Promise<void> => {
  await queries.insert(definitions).values(row);
};

/** The same as compiling wants them: what others may build on. */
export const bodiesOf = (known: ReadonlyMap<string, KnownDefinition>): ReadonlyMap<string, Definition> =>
  new Map([...known].map(([name, { definition }]) => [name, definition]));
