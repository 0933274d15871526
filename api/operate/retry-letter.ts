import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { reviveDead } from '../../db/road/outbox.ts';
import type { StoreId } from '../../domain/ids.ts';

/**
 * Tells Temporal again a row that was given up, named by its number as text, and records who asked. `now` is the
 * store's time. Undefined when there is no such row.
 */
export const retryLetter = async (
  db: Database,
  id: string,
  { now, ...who }: Pick<Act, 'at' | 'actor'> & { readonly now: Date },
): Promise<StoreId | undefined> => {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  return db.transaction(async (queries) => {
    const store = await reviveDead(queries, Number(id), now);
    if (store === undefined) return undefined;
    await recordAct(queries, { ...who, act: 'outbox.retried', subject: `outbox/${id}`, store });
    return store;
  });
};
