import { asc, desc, eq, sql } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { segmentStandings, segmentStays } from '../schema/index.ts';
import type { StandingRow } from './standings.ts';

/** What is stored of a customer. */
export const readStanding = async (queries: Queries, customer: CustomerId): Promise<StandingRow | undefined> =>
  (await queries.select().from(segmentStandings).where(eq(segmentStandings.customerId, customer)))[0];

/** The newest stays of a customer, those that last first. */
export const readStays = async (queries: Queries, customer: CustomerId, limit: number) =>
  queries
    .select({
      segment: segmentStays.segment,
      enteredAt: segmentStays.enteredAt,
      leftAt: segmentStays.leftAt,
    })
    .from(segmentStays)
    .where(eq(segmentStays.customerId, customer))
    .orderBy(desc(sql`${segmentStays.leftAt} is null`), desc(segmentStays.enteredAt), asc(segmentStays.segment))
    .limit(limit);
