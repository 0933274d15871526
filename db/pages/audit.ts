import { and, desc, eq, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { auditLog, operators } from '../schema/index.ts';
import type { Cursor } from './cursor.ts';

/** Acts, newest first, with the names of operators: those on `store`, and those that belong to none. */
export const listActs = async (
  db: Queries,
  filter: { readonly store?: StoreId; readonly before?: Cursor },
  limit: number,
) =>
  db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      actor: auditLog.actor,
      operator: operators.name,
      act: auditLog.act,
      subject: auditLog.subject,
      detail: auditLog.detail,
    })
    .from(auditLog)
    .leftJoin(operators, eq(auditLog.actor, sql`'operator:' || ${operators.id}`))
    .where(where(filter))
    .orderBy(desc(auditLog.id))
    .limit(limit);

const where = ({ store, before }: Parameters<typeof listActs>[1]): SQL | undefined =>
  and(
    store && or(eq(auditLog.storeId, store), isNull(auditLog.storeId)),
    // Ids are made in the order of time (UUID version 7), whatever clock an act was timed by.
    before && lt(auditLog.id, before.id),
  );
