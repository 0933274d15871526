import { and, eq } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { inbox } from '../schema/road.ts';

/** What became of the event that the store told under this id of its own. */
export const readEventFate = async (queries: Queries, store: StoreId, eventId: string) =>
  (
    await queries
      .select({
        id: inbox.eventId,
        type: inbox.type,
        occurredAt: inbox.occurredAt,
        receivedAt: inbox.receivedAt,
        fate: inbox.fate,
        reason: inbox.reason,
      })
      .from(inbox)
      .where(and(eq(inbox.storeId, store), eq(inbox.eventId, eventId)))
  )[0];
