import { eq } from 'drizzle-orm';
import type { ProductId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { products } from '../schema/shop.ts';

export type ProductRow = typeof products.$inferSelect;

/**
 * A product, locked; made when it is not known yet, then without a description: its title is the store's
 * own id and `describedAt` is null.
 */
export const lockProduct = async (
  queries: Queries,
  key: { readonly id: ProductId; readonly storeId: StoreId; readonly externalId: string },
): Promise<ProductRow> => {
  await queries
    .insert(products)
    .values({ ...key, title: key.externalId, translations: {} })
    .onConflictDoNothing();
  return (await queries.select().from(products).where(eq(products.id, key.id)).for('update'))[0]!;
};

export const writeProduct = async (queries: Queries, row: ProductRow): Promise<void> => {
  const { id, ...rest } = row;
  await queries.update(products).set(rest).where(eq(products.id, id));
};

/** What a product is shown as; undefined: the catalogue does not know it. */
export const readShown = async (
  queries: Queries,
  id: ProductId,
): Promise<Pick<ProductRow, 'category' | 'price' | 'currency'> | undefined> =>
  (
    await queries
      .select({ category: products.category, price: products.price, currency: products.currency })
      .from(products)
      .where(eq(products.id, id))
  )[0];

export const readProduct = async (queries: Queries, id: ProductId): Promise<ProductRow | undefined> =>
  (await queries.select().from(products).where(eq(products.id, id)))[0];
