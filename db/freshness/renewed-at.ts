import { desc, eq, max, sql } from 'drizzle-orm';
import type { Renewed } from '../../domain/freshness/freshness.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { orderStatistics, products, productSales } from '../schema/index.ts';
import { readLastWholeRun } from '../segments/runs.ts';
import { readLastRun } from '../scoring/scoring-runs.ts';

/** When what is kept of a store was last renewed; what is absent never was, or has nothing to renew. */
export const readRenewedAt = async (
  queries: Queries,
  store: StoreId,
  now: Millis,
): Promise<Readonly<Partial<Record<Renewed, Millis>>>> => {
  const [run, judged, waiting, [sales], [catalogue], [stock]] = await Promise.all([
    readLastRun(queries, store),
    readLastWholeRun(queries, store),
    longestWait(queries, store),
    queries
      .select({ at: productSales.countedAt })
      .from(productSales)
      .where(eq(productSales.storeId, store))
      .orderBy(desc(productSales.countedAt))
      .limit(1),
    queries
      .select({ at: max(products.describedAt) })
      .from(products)
      .where(eq(products.storeId, store)),
    queries
      .select({ at: max(products.stockedAt) })
      .from(products)
      .where(eq(products.storeId, store)),
  ]);
  return {
    ...(run?.finishedAt && { scores: run.finishedAt.getTime() }),
    ...(judged?.finishedAt && { segments: judged.finishedAt.getTime() }),
    ...(waiting !== undefined && { statistics: now - waiting }),
    ...(sales && { sales: sales.at.getTime() }),
    ...(catalogue?.at && { catalogue: catalogue.at.getTime() }),
    ...(stock?.at && { stock: stock.at.getTime() }),
  };
};

/** For how long, in milliseconds of this database's own time, the oldest changed statistics wait for their score. */
const longestWait = async (queries: Queries, store: StoreId): Promise<Millis | undefined> => {
  const [row] = await queries
    .select({
      millis: sql<number>`greatest(0, extract(epoch from now() - ${orderStatistics.recordedAt}) * 1000)::float8`,
    })
    .from(orderStatistics)
    .where(sql`${orderStatistics.stale} and ${orderStatistics.storeId} = ${store}`)
    .orderBy(orderStatistics.recordedAt)
    .limit(1);
  return row && Math.round(row.millis);
};
