import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/client.ts';
import type { StoreId } from '../../../domain/ids.ts';

export interface WaitingStarts {
  readonly store: StoreId;
  readonly count: number;
  /** The store's time; the starts wait since an hour before. */
  readonly now: number;
  /** When the first message of each is due, counted from `now`; 30 days if not given. */
  readonly dueIn?: number;
  /** Told after each batch. */
  readonly progress?: (queued: number) => void;
}

const batch = 50_000;

/**
 * Puts starts of as many customers of a store into the outbox: what an outage of Temporal leaves, without the
 * events that led there. The store is there already.
 */
export const queueStarts = async (db: Database, starts: WaitingStarts): Promise<void> => {
  const { store, count, now, dueIn = 30 * 86_400_000 } = starts;
  const [at, due] = [new Date(now - 3_600_000).toISOString(), new Date(now + dueIn).toISOString()];
  for (let from = 0; from < count; from += batch) {
    const size = Math.min(batch, count - from);
    await db.transaction(async (queries) => {
      // The foreign keys hold by construction; checking them takes most of the time.
      await queries.execute(sql`set local session_replication_role = replica`);
      await queries.execute(sql`
        with fresh as materialized (
          select gen_random_uuid() customer, gen_random_uuid() run, gen_random_uuid() cart
          from generate_series(1, ${size}::int)
        ), known as (
          insert into customers (id, store_id, created_at) select customer, ${store}, ${at} from fresh
        ), opened as (
          insert into runs
            (id, store_id, journey, customer_id, subject, episode, event, started_at, touched_at, due_at, state)
          select run, ${store}, 'cartAbandonment', customer, cart::text, 1, jsonb_build_object('cartId', cart),
            ${at}, ${at}, ${due}, 'open'
          from fresh
        )
        insert into outbox (store_id, customer_id, run_id, kind, not_before)
        select ${store}, customer, run, 'start', ${at} from fresh`);
    });
    starts.progress?.(from + size);
  }
};
