import type { Queries } from '../../db/client.ts';
import { readDefinitions } from '../../db/definitions/definitions.ts';
import { definitionsNamedIn } from '../../domain/definitions/named.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Flaw } from '../events/flaw.ts';

/** The definitions that something names and the store does not have: nobody would be in them, in silence. */
export const unknownDefinitions = async (
  queries: Queries,
  store: StoreId,
  field: string,
  body: unknown,
): Promise<readonly Flaw[]> => {
  const named = definitionsNamedIn(body);
  if (named.length === 0) return [];
  const known = await readDefinitions(queries, store);
  return named
    .filter((name) => !known.has(name))
    .map((name) => ({ field, problem: `names saved:${name}, and the store has no such definition` }));
};
