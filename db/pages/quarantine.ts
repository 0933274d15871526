import { and, desc, eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { inbox } from '../schema/index.ts';
import type { Cursor } from './cursor.ts';

export interface QuarantineFilter {
  readonly store?: StoreId | undefined;
  readonly before?: Cursor | undefined;
}

const isQuarantined = eq(inbox.fate, 'quarantined');

/** Events that were put aside, newest first, without what they say. */
export const listQuarantined = async (db: Queries, { store, before }: QuarantineFilter, limit: number) =>
  db
    .select({
      id: inbox.id,
      storeId: inbox.storeId,
      eventId: inbox.eventId,
      type: inbox.type,
      occurredAt: inbox.occurredAt,
      receivedAt: inbox.receivedAt,
      reason: inbox.reason,
    })
    .from(inbox)
    .where(
      and(
        isQuarantined,
        store && eq(inbox.storeId, store),
        before &&
          sql`(${inbox.receivedAt}, ${inbox.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(inbox.receivedAt), desc(inbox.id))
    .limit(limit);

/** A quarantined event, locked until the transaction ends; undefined when there is none of this id. */
export const lockQuarantined = async (queries: Queries, id: string) =>
  (
    await queries
      .select()
      .from(inbox)
      .where(and(isQuarantined, eq(inbox.id, id)))
      .for('update')
  )[0];
