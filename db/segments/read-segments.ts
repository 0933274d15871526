import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { Queries } from '../client.ts';
import { customers, segmentStandings, segmentStays } from '../schema/index.ts';
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

/** Some of a segment's customers, in the order of our ids. */
export const listMembers = async (queries: Queries, store: StoreId, segment: AnySegment, limit: number) =>
  queries
    .select({ id: segmentStays.customerId, firstName: customers.firstName, enteredAt: segmentStays.enteredAt })
    .from(segmentStays)
    .innerJoin(customers, eq(customers.id, segmentStays.customerId))
    .where(and(eq(segmentStays.storeId, store), eq(segmentStays.segment, segment), isNull(segmentStays.leftAt)))
    .orderBy(asc(segmentStays.customerId))
    .limit(limit);
