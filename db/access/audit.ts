import { v7 } from 'uuid';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { auditLog } from '../schema/audit.ts';

/** One act, for the record: ids only, nothing personal. */
export interface Act {
  readonly at: Millis;
  readonly actor: `${'operator' | 'key' | 'command' | 'process'}:${string}`;
  readonly act: string;
  readonly subject: string;
  readonly store?: StoreId;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Writes down an act, in the transaction that carries it out. */
export const recordAct = async (queries: Queries, { at, actor, act, subject, store, detail }: Act): Promise<void> => {
  await queries.insert(auditLog).values({
    id: v7(),
    at: new Date(at),
    actor,
    act,
    subject,
    storeId: store ?? null,
    detail: detail ?? {},
  });
};
