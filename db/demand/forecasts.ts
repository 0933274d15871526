import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { ProductId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { demandForecasts, products } from '../schema/index.ts';

export type DemandRow = typeof demandForecasts.$inferSelect;

/** Puts forecasts in place of those of the same products. */
export const writeDemand = async (queries: Queries, store: StoreId, rows: readonly DemandRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await queries.execute(sql`
    insert into ${demandForecasts} (product_id, store_id, days, expected, low, high, segments, sold, sold_days, stock, as_of)
    select g."productId", ${store}, g.days, g.expected, g.low, g.high, g.segments, g.sold, g."soldDays", g.stock, g."asOf"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) g("productId" uuid, days int, expected float8, low float8,
      high float8, segments jsonb, sold int, "soldDays" int, stock int, "asOf" date)
    on conflict (product_id) do update set (days, expected, low, high, segments, sold, sold_days, stock, as_of) =
      (excluded.days, excluded.expected, excluded.low, excluded.high, excluded.segments, excluded.sold, excluded.sold_days,
      excluded.stock, excluded.as_of)`);
};

/** Forgets what was forecast on another day: products that sell no more. */
export const dropOtherDemand = async (queries: Queries, store: StoreId, asOf: string): Promise<void> => {
  await queries
    .delete(demandForecasts)
    .where(and(eq(demandForecasts.storeId, store), sql`${demandForecasts.asOf} <> ${asOf}::date`));
};

/** A forecast with what the shop calls the product, and its stock as it is now. */
export interface ForecastProduct {
  readonly forecast: DemandRow;
  readonly externalId: string;
  readonly title: string;
  readonly category: string | null;
  readonly stockNow: number | null;
  /** In minor units. */
  readonly price: number | null;
}

/** Forecasts, each with its product: which of them, and in what order, is the caller's. */
export const forecastProducts = (queries: Queries) =>
  queries
    .select({
      forecast: demandForecasts,
      externalId: products.externalId,
      title: products.title,
      category: products.category,
      stockNow: products.stock,
      price: products.price,
    })
    .from(demandForecasts)
    .innerJoin(products, eq(products.id, demandForecasts.productId));

/** A page of a store's forecasts, in the order of our ids. */
export const readDemandPage = async (
  queries: Queries,
  store: StoreId,
  { after, limit }: { readonly after: ProductId | null; readonly limit: number },
): Promise<readonly ForecastProduct[]> =>
  forecastProducts(queries)
    .where(and(eq(demandForecasts.storeId, store), after === null ? undefined : gt(demandForecasts.productId, after)))
    .orderBy(asc(demandForecasts.productId))
    .limit(limit);
