import { eq, inArray } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { StoredMembership } from '../../domain/segments/stored.ts';
import type { Queries } from '../client.ts';
import { orderStatistics, segmentStandings } from '../schema/index.ts';

type StandingRow = Pick<
  typeof segmentStandings.$inferSelect,
  'segments' | 'value' | 'evaluatedAt' | 'statisticsVersion'
>;

/**
 * What is stored of a customer, as the rules have it; undefined: they were never judged.
 *
 * @param version of the statistics of their orders now.
 */
export const storedOf = (
  row: StandingRow | null | undefined,
  version: number | null | undefined,
): StoredMembership | undefined =>
  row?.evaluatedAt
    ? {
        segments: row.segments,
        value: row.value,
        evaluatedAt: row.evaluatedAt.getTime(),
        isCurrent: row.statisticsVersion === (version ?? null),
      }
    : undefined;

/** What is stored of several customers. */
export const readStandings = async (
  queries: Queries,
  customers: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, StoredMembership>> => {
  const rows = await queries
    .select({ standing: segmentStandings, version: orderStatistics.version })
    .from(segmentStandings)
    .leftJoin(orderStatistics, eq(orderStatistics.customerId, segmentStandings.customerId))
    .where(inArray(segmentStandings.customerId, [...customers]));
  return new Map(
    rows.flatMap(({ standing, version }) => {
      const stored = storedOf(standing, version);
      return stored ? [[standing.customerId, stored] as const] : [];
    }),
  );
};
