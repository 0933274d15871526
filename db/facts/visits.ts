import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import type { EventType } from '../../domain/events.ts';
import { longestWindow } from '../../domain/policy/allowance.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { inbox } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import type { FactsRequest } from './request.ts';

/** What a shop's pages tell of who looks at them. */
const visits: readonly EventType[] = ['product.viewed', 'page.viewed'];

const visitsQuery = built((db) =>
  db
    .select({ at: inbox.occurredAt })
    .from(inbox)
    .where(
      and(
        eq(inbox.customerId, ownerOfRun(given('run'))),
        gt(inbox.occurredAt, given('since')),
        inArray(inbox.type, [...visits]),
      ),
    )
    .orderBy(desc(inbox.occurredAt))
    .limit(1),
);

/** When the customer of the run last looked at a page of the shop, as far back as messages are counted. */
export const readVisitedAt = async (db: Queries, { run, now }: FactsRequest): Promise<number | undefined> => {
  const since = new Date(now.getTime() - durationMillis(longestWindow)).toISOString();
  const [row] = await visitsQuery(db, { run, since });
  return row?.at.getTime();
};
