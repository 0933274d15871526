import { and, eq, gt, inArray, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { EventType } from '../../domain/events.ts';
import { inbox, runs } from '../schema/index.ts';

/** What a shop's pages tell of who looks at them. */
const visits: readonly EventType[] = ['product.viewed', 'page.viewed'];

/** When the customer of the run last looked at a page of the shop since then; part of a query of runs. */
export const visitedAtOfRun = (since: Placeholder): SQL<Date | null> =>
  sql<Date | null>`(
    select ${inbox.occurredAt} from ${inbox}
    where ${and(eq(inbox.customerId, runs.customerId), gt(inbox.occurredAt, since), inArray(inbox.type, [...visits]))}
    order by ${inbox.occurredAt} desc limit 1)`.mapWith(inbox.occurredAt);
