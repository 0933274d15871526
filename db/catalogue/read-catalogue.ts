import { and, asc, eq, gt } from 'drizzle-orm';
import type { CheckedProduct } from '../../domain/catalogue/check-catalogue.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { productColumns } from '../facts/products.ts';
import { productFacts } from '../facts/products-of-message.ts';
import { products, productSales } from '../schema/index.ts';
import type { StoreRow } from '../shop/stores.ts';

/** Products read by one statement. */
const pageSize = 5_000;

/** A store's whole catalogue, page by page, with what customers paid lately. */
export const readCatalogue = async (
  db: Queries,
  store: Pick<StoreRow, 'id' | 'locale' | 'currency'>,
): Promise<readonly CheckedProduct[]> => {
  const all: CheckedProduct[] = [];
  let after: ProductId | undefined;
  for (;;) {
    const rows = await db
      .select({ ...productColumns, paid: productSales.medianPrice })
      .from(products)
      .leftJoin(productSales, and(eq(productSales.productId, products.id), eq(productSales.currency, store.currency)))
      .where(and(eq(products.storeId, store.id), after && gt(products.id, after)))
      .orderBy(asc(products.id))
      .limit(pageSize);
    for (const row of rows) {
      const { externalId, category, title, url, imageUrl, paid } = row;
      all.push({ facts: productFacts(row, store.locale), externalId, category, title, url, imageUrl, paid });
    }
    if (rows.length < pageSize) return all;
    after = rows.at(-1)!.id;
  }
};
