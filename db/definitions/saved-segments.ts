import type { KnownDefinition } from '../../domain/definitions/definition.ts';
import { definitionsNamedIn } from '../../domain/definitions/named.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { SavedSegment } from '../../domain/segments/names.ts';
import type { Queries } from '../client.ts';
import type { StoreRow } from '../shop/stores.ts';
import { askDefinitions } from './ask.ts';
import { bodiesOf, readDefinitions } from './definitions.ts';

/** Of whom it is asked, and by what definitions are named: policies, campaigns, journeys. */
export interface SavedAsked {
  readonly store: Pick<StoreRow, 'id' | 'currency'>;
  readonly customers: readonly CustomerId[];
  readonly now: Date;
  readonly namedBy: readonly unknown[];
}

/**
 * The definitions that customers are in, among those that something names: what nothing names is not asked, and a store that
 * defined nothing costs nothing.
 */
export const askSaved = async (
  queries: Queries,
  known: ReadonlyMap<string, KnownDefinition>,
  { store, customers, now, namedBy }: SavedAsked,
): Promise<ReadonlyMap<CustomerId, readonly SavedSegment[]>> => {
  if (known.size === 0) return new Map();
  const named = definitionsNamedIn(...namedBy).filter((name) => known.has(name));
  const question = { store: store.id, currency: store.currency, now: now.getTime(), others: bodiesOf(known) };
  return askDefinitions(queries, named, customers, question);
};

/** The same where the store's definitions were not read yet: they are only where something names one. */
export const readSaved = async (
  queries: Queries,
  asked: SavedAsked,
): Promise<ReadonlyMap<CustomerId, readonly SavedSegment[]>> =>
  definitionsNamedIn(...asked.namedBy).length === 0
    ? new Map()
    : askSaved(queries, await readDefinitions(queries, asked.store.id), asked);
