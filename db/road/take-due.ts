import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { type DueRow, readDue } from './outbox.ts';

/**
 * Takes at most `limit` due rows, each customer's first only, and keeps them locked until the transaction ends.
 *
 * - Customers who wait for an exit come first: nobody's start is more urgent than somebody's stop.
 * - Stores share each batch evenly: a store with a million rows waiting delays another's by one batch at most. Of
 *   more stores than `limit`, each batch serves some, drawn at random.
 *
 * What it costs does not grow with the number of rows that wait: each store's queue is read from its own end.
 */
export const takeDue = async (queries: Queries, now: Date, limit: number): Promise<readonly DueRow[]> => {
  const taken = new Set<number>();
  for (const queue of ['exit', 'any'] as const) {
    if (taken.size < limit) await share(queries, queue, now, limit, taken);
  }
  return readDue(queries, [...taken], now);
};

type Queue = 'exit' | 'any';

/** Takes from every store's queue in turn; stores that had more than their share get what others left. */
const share = async (queries: Queries, queue: Queue, now: Date, limit: number, taken: Set<number>): Promise<void> => {
  let stores = shuffled(await storesWaiting(queries, queue));
  while (stores.length > 0 && taken.size < limit) {
    const served = stores.slice(0, limit - taken.size);
    const each = Math.max(1, Math.floor((limit - taken.size) / served.length));
    const rows = await lockDue(queries, queue, { stores: served, each, now, taken: [...taken] });
    const counts = new Map<StoreId, number>();
    const places = rows.map(({ id, store }) => {
      const place = counts.get(store) ?? 0;
      counts.set(store, place + 1);
      return { id, place };
    });
    // Each store's first, then each store's second: also who is served a part of a batch serves all stores.
    for (const { id } of places.toSorted((a, b) => a.place - b.place)) taken.add(id);
    stores = stores.filter((store) => !served.includes(store) || counts.get(store) === each);
  }
};

const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);

const condition = {
  any: sql.raw(`dispatched_at is null and dead_at is null`),
  exit: sql.raw(`dispatched_at is null and dead_at is null and kind = 'exit'`),
} as const;

/** Stores with rows in a queue: one look into the index a store, however long the queues are. */
const storesWaiting = async (queries: Queries, queue: Queue): Promise<readonly StoreId[]> => {
  const rows = await queries.execute<{ store: StoreId }>(sql`
    with recursive waiting(store) as (
      (select store_id from outbox where ${condition[queue]} order by store_id limit 1)
      union all
      select (
        select store_id from outbox where ${condition[queue]} and store_id > waiting.store order by store_id limit 1
      ) from waiting where waiting.store is not null
    )
    select store from waiting where store is not null`);
  return rows.map(({ store }) => store);
};

interface Take {
  readonly stores: readonly StoreId[];
  /** At most so many of each store. */
  readonly each: number;
  readonly now: Date;
  readonly taken: readonly number[];
}

const lockDue = async (
  queries: Queries,
  queue: Queue,
  { stores, each, now, taken }: Take,
): Promise<readonly { readonly id: number; readonly store: StoreId }[]> => {
  const at = now.toISOString();
  // A customer's first row by a subquery of one value: written as a join, the planner may choose to hash all
  // that waits. The limit is a literal, for the same reason.
  const firstOf = (customer: string) => sql`(
    select id from outbox one
    where one.customer_id = ${sql.raw(customer)} and one.dispatched_at is null and one.dead_at is null
      and one.not_before <= ${at}
    order by one.id limit 1
  )`;
  const fresh = sql`not (outbox.id = any(${sql.param([...taken])}::bigint[]))`;
  const ofStore =
    queue === 'exit'
      ? sql`
        select outbox.id from outbox exiting join outbox on outbox.id = ${firstOf('exiting.customer_id')}
        where exiting.store_id = waiting.store and exiting.dispatched_at is null and exiting.dead_at is null
          and exiting.kind = 'exit' and exiting.not_before <= ${at}
          and outbox.dispatched_at is null and outbox.dead_at is null and ${fresh}
        order by exiting.not_before, exiting.id`
      : sql`
        select outbox.id from outbox
        where outbox.store_id = waiting.store and outbox.dispatched_at is null and outbox.dead_at is null
          and outbox.not_before <= ${at} and outbox.id = ${firstOf('outbox.customer_id')} and ${fresh}
        order by outbox.not_before, outbox.id`;
  const rows = await queries.execute<{ id: string; store: StoreId }>(sql`
    select due.id, waiting.store from unnest(${sql.param([...stores])}::text[]) waiting(store)
    cross join lateral (${ofStore} limit ${sql.raw(String(each))} for update of outbox skip locked) due`);
  return rows.map(({ id, store }) => ({ id: Number(id), store }));
};
