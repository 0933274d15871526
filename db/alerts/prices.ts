import { desc, eq, sql } from 'drizzle-orm';
import type { PricedFrom } from '../../domain/alerts/alert.ts';
import type { ProductId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { productPrices } from '../schema/index.ts';

/** More changes than these within 30 days and what is known is cut short: then no reduction is announced. */
const mostPrices = 200;

/** What a product cost, the newest first. */
export const readPrices = async (queries: Queries, product: ProductId): Promise<readonly PricedFrom[]> => {
  const rows = await queries
    .select({ at: productPrices.at, price: productPrices.price, currency: productPrices.currency })
    .from(productPrices)
    .where(eq(productPrices.productId, product))
    .orderBy(desc(productPrices.at))
    .limit(mostPrices);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
};

/** Notes what a product costs from an instant on, and what it is known to have cost before. */
export const notePrices = async (
  queries: Queries,
  product: { readonly id: ProductId; readonly storeId: StoreId },
  prices: readonly (Omit<PricedFrom, 'at'> & { readonly at: Date })[],
): Promise<void> => {
  if (prices.length === 0) return;
  await queries
    .insert(productPrices)
    .values(prices.map((price) => ({ ...price, productId: product.id, storeId: product.storeId })))
    .onConflictDoNothing();
};

/** Notes what a product has cost since an instant, unless anything is noted of it. */
export const noteFirstPrice = async (
  queries: Queries,
  { id, storeId }: { readonly id: ProductId; readonly storeId: StoreId },
  { price, currency, at }: Omit<PricedFrom, 'at'> & { readonly at: Date },
): Promise<void> => {
  await queries.execute(sql`
    insert into ${productPrices} (product_id, at, store_id, price, currency)
    select ${id}::uuid, ${at.toISOString()}::timestamptz, ${storeId}, ${price}::int, ${currency}
    where not exists (select from ${productPrices} where ${productPrices.productId} = ${id})
    on conflict do nothing`);
};
