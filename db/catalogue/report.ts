import { type CatalogueReport, checkCatalogue } from '../../domain/catalogue/check-catalogue.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { webHost } from '../facts/web-host.ts';
import { readStorePolicy } from '../policies/policies.ts';
import { readStore, type StoreRow } from '../shop/stores.ts';
import { readCatalogue } from './read-catalogue.ts';

/** What is wrong with a store's catalogue now. Reads all of it: 100,000 products are some seconds. */
export const reportCatalogue = async (db: Queries, store: StoreRow, now: Millis): Promise<CatalogueReport> => {
  const [products, { policy }] = await Promise.all([
    readCatalogue(db, store),
    readStorePolicy(db, store.id, new Date(now)),
  ]);
  const { currency, locale: language, url } = store;
  return checkCatalogue(products, { currency, language, host: webHost(url), policy: policy.products, now });
};

/** The same of a store by its id; undefined when there is none. */
export const reportStoreCatalogue = async (
  db: Queries,
  id: StoreId,
  now: Millis,
): Promise<CatalogueReport | undefined> => {
  const store = await readStore(db, id);
  return store && reportCatalogue(db, store, now);
};
