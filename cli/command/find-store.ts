import type { Queries } from '../../db/client.ts';
import { listStores } from '../../db/pages/stores.ts';
import { readStore, type StoreRow } from '../../db/shop/stores.ts';
import type { StoreId } from '../../domain/ids.ts';

/** @throws StoreUnknownError that says how to make it. */
export const findStore = async (db: Queries, id: string): Promise<StoreRow> => {
  const store = await readStore(db, id as StoreId);
  if (store) return store;
  throw new StoreUnknownError(
    id,
    (await listStores(db)).map((one) => one.id),
  );
};

/** Thrown when a command names a store that does not exist. */
export class StoreUnknownError extends Error {
  override readonly name = 'StoreUnknownError';
  readonly code = 'STORE_UNKNOWN';
  constructor(id: string, others: readonly string[]) {
    const there = others.length === 0 ? 'There is none yet.' : `There are: ${others.join(', ')}.`;
    super(
      `There is no store ${id}. ${there} Make it:\n` +
        `  npm run store -- create --id ${id} --name "My shop" --url https://shop.example --sender "My shop <hello@shop.example>"`,
    );
  }
}
