import { desc, eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { demandForecasts, products } from '../schema/index.ts';
import { type ForecastProduct, forecastProducts } from './forecasts.ts';

/** The products of a store of which most will be missing, then those that are asked for most: goes through all of them. */
export const listScarce = async (
  queries: Queries,
  store: StoreId,
  limit: number,
): Promise<readonly ForecastProduct[]> =>
  forecastProducts(queries)
    .where(eq(demandForecasts.storeId, store))
    .orderBy(
      desc(sql`greatest(0, ${demandForecasts.expected} - coalesce(${products.stock}, ${demandForecasts.expected}))`),
      desc(demandForecasts.expected),
      demandForecasts.productId,
    )
    .limit(limit);
