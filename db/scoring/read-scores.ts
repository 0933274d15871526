import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
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

/** A score, with the store's own id of its customer and the version of its model. */
export interface ScoredCustomer {
  readonly score: ScoreRow;
  readonly external: string | null;
  readonly version: number | null;
  readonly signals: typeof signals.$inferSelect | null;
}

/** A page of a store's scores, in the order of our ids. */
export const readScoresPage = async (
  queries: Queries,
  store: StoreId,
  after: CustomerId | null,
  limit: number,
): Promise<readonly ScoredCustomer[]> =>
  queries
    .select({
      score: scores,
      external: sql<string | null>`(select min(value) from ${customerAliases}
        where ${customerAliases.customerId} = ${scores.customerId} and ${customerAliases.kind} = 'id')`,
      version: models.version,
      signals,
    })
    .from(scores)
    .leftJoin(models, eq(models.id, scores.modelId))
    .leftJoin(signals, eq(signals.customerId, scores.customerId))
    .where(and(eq(scores.storeId, store), after === null ? undefined : gt(scores.customerId, after)))
    .orderBy(asc(scores.customerId))
    .limit(limit);
