import { inArray } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { StoredMembership } from '../../domain/segments/stored.ts';
import type { Queries } from '../client.ts';
import { segmentStandings } from '../schema/index.ts';

type StandingRow = Pick<typeof segmentStandings.$inferSelect, 'segments' | 'value' | 'evaluatedAt'>;

/** What is stored of a customer, as the rules have it; undefined: they were never judged. */
export const storedOf = (row: StandingRow | null | undefined): StoredMembership | undefined =>
  row?.evaluatedAt ? { segments: row.segments, value: row.value, evaluatedAt: row.evaluatedAt.getTime() } : undefined;

/** What is stored of several customers. */
export const readStandings = async (
  queries: Queries,
  customers: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, StoredMembership>> => {
  const rows = await queries
    .select({
      customerId: segmentStandings.customerId,
      segments: segmentStandings.segments,
      value: segmentStandings.value,
      evaluatedAt: segmentStandings.evaluatedAt,
    })
    .from(segmentStandings)
    .where(inArray(segmentStandings.customerId, [...customers]));
  return new Map(
    rows.flatMap((row) => {
      const stored = storedOf(row);
      return stored ? [[row.customerId, stored] as const] : [];
    }),
  );
};
