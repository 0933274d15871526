import { asc, desc, eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import {
  customerAliases,
  models,
  orderStatistics,
  scoreCrossings,
  scoreLevels,
  scores,
  signals,
} from '../schema/index.ts';

export type ScoreRow = typeof scores.$inferSelect;

/** A customer's score as it stands; undefined: none was made. */
export const readScore = async (queries: Queries, customer: CustomerId): Promise<ScoreRow | undefined> =>
  (await queries.select().from(scores).where(eq(scores.customerId, customer)))[0];

export type StatisticsOfCustomer = typeof orderStatistics.$inferSelect;

export const readStatistics = async (
  queries: Queries,
  customer: CustomerId,
): Promise<StatisticsOfCustomer | undefined> =>
  (await queries.select().from(orderStatistics).where(eq(orderStatistics.customerId, customer)))[0];

/** The watches that a customer was looked at by. */
export const readLevels = async (queries: Queries, customer: CustomerId) =>
  queries
    .select({ watch: scoreLevels.watch, inside: scoreLevels.inside, since: scoreLevels.since })
    .from(scoreLevels)
    .where(eq(scoreLevels.customerId, customer))
    .orderBy(asc(scoreLevels.watch));

/** The newest times that a customer's score crossed a threshold. */
export const readCrossings = async (queries: Queries, customer: CustomerId, limit: number) =>
  queries
    .select({
      watch: scoreCrossings.watch,
      way: scoreCrossings.way,
      value: scoreCrossings.value,
      at: scoreCrossings.at,
    })
    .from(scoreCrossings)
    .where(eq(scoreCrossings.customerId, customer))
    .orderBy(desc(scoreCrossings.at), desc(scoreCrossings.id))
    .limit(limit);

/**
 * Somebody of whom anything is said: a score, with the version of its model, or signals, or both. Visitors who never bought
 * have no score.
 */
export interface ScoredCustomer {
  readonly customer: CustomerId;
  readonly score: ScoreRow | null;
  /** The store's own id of them. */
  readonly external: string | null;
  readonly version: number | null;
  readonly signals: typeof signals.$inferSelect | null;
}

/** A page of a store's customers with a score or signals, in the order of our ids. */
export const readScoresPage = async (
  queries: Queries,
  store: StoreId,
  after: CustomerId | null,
  limit: number,
): Promise<readonly ScoredCustomer[]> => {
  // Of each table no more than a page is read, by its index.
  const own = (table: typeof scores | typeof signals) => sql`(
    select customer_id from ${table} where store_id = ${store} and (${after}::uuid is null or customer_id > ${after}::uuid)
    order by customer_id limit ${limit})`;
  const known = sql`(${own(scores)} union ${own(signals)} order by customer_id limit ${limit})`;
  const customer = sql<CustomerId>`known.customer_id`;
  return queries
    .select({
      customer,
      score: scores,
      external: sql<string | null>`(select min(value) from ${customerAliases}
        where ${customerAliases.customerId} = known.customer_id and ${customerAliases.kind} = 'id')`,
      version: models.version,
      signals,
    })
    .from(sql`${known} known`)
    .leftJoin(scores, eq(scores.customerId, customer))
    .leftJoin(models, eq(models.id, scores.modelId))
    .leftJoin(signals, eq(signals.customerId, customer))
    .orderBy(customer);
};
