import { sql } from 'drizzle-orm';
import type { ProductId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { productPrices } from '../schema/index.ts';

/** What a product cost at most in so many days before is what it usually costs. */
export const usualWithin = 90;

/** Something that was bought, and when. */
export interface BoughtAt {
  readonly productId: ProductId;
  readonly currency: string;
  readonly at: Date;
}

/** What each of these usually cost when it was bought, in the same order; null: nobody told. By the index of a product's prices. */
export const readUsualPrices = async (
  queries: Queries,
  bought: readonly BoughtAt[],
): Promise<readonly (number | null)[]> => {
  if (bought.length === 0) return [];
  const column = <Value>(of: (one: BoughtAt) => Value) => sql.param(bought.map(of));
  const rows = await queries.execute<{ readonly usual: number | null }>(sql`
    select (select max(price.price) from ${productPrices} price
      where price.product_id = one.product and price.currency = one.currency and price.at <= one.at
        and price.at >= coalesce((select max(older.at) from ${productPrices} older
          where older.product_id = one.product and older.at <= one.at - make_interval(days => ${usualWithin})), '-infinity')
    ) as usual
    from unnest(${column(({ productId }) => productId)}::uuid[], ${column(({ currency }) => currency)}::text[],
      ${column(({ at }) => at.toISOString())}::text[]) with ordinality told (product, currency, at, place)
    cross join lateral (select told.product, told.currency, told.at::timestamptz as at, told.place) one
    order by one.place`);
  return rows.map(({ usual }) => usual);
};
