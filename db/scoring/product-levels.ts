import { eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { productLevels } from '../schema/index.ts';

export type ProductLevelRow = typeof productLevels.$inferSelect;

/** Puts the levels of a store's products in place of those of the model before. */
export const replaceProductLevels = async (
  queries: Queries,
  store: StoreId,
  rows: readonly Omit<ProductLevelRow, 'storeId'>[],
): Promise<void> => {
  await queries.delete(productLevels).where(eq(productLevels.storeId, store));
  const page = 5_000;
  for (let from = 0; from < rows.length; from += page)
    await queries.execute(sql`
      insert into ${productLevels} (product_id, store_id, model_id, mean, variance, gaps, buyers, again)
      select "productId", ${store}, "modelId", mean, variance, gaps, buyers, again
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + page))}::jsonb)
        g("productId" uuid, "modelId" uuid, mean float8, variance float8, gaps int, buyers int, again int)
      on conflict (product_id) do nothing`);
};
