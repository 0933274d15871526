import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Alias } from '../customers/aliases.ts';
import { atAddresses, suppressionKey } from '../customers/suppressions.ts';
import type { Queries } from '../client.ts';
import { suppressions } from '../schema/index.ts';
import type { NameHash } from './name-hash.ts';

/**
 * Addresses that are new to a store may be those of somebody who was erased: then what suppressed them does so
 * again. One look-up for all of them.
 */
export const recallSuppressions = async (
  queries: Queries,
  hash: NameHash,
  store: StoreId,
  names: readonly Alias[],
): Promise<void> => {
  const addresses = new Map(
    names
      .filter(({ kind }) => kind === 'email' || kind === 'phone')
      .map(({ kind, value }) => [hash.of(store, kind, value), value]),
  );
  if (addresses.size === 0) return;
  const kept = await queries
    .select()
    .from(suppressions)
    .where(atAddresses(store, [...addresses.keys()]));
  if (kept.length === 0) return;
  await queries
    .insert(suppressions)
    .values(kept.map((row) => ({ ...row, address: addresses.get(row.address)! })))
    .onConflictDoUpdate({
      target: suppressionKey,
      set: { at: sql`greatest(${suppressions.at}, excluded.at)` },
    });
};
