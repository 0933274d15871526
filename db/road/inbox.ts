import { and, eq, getTableColumns, gte, type Placeholder, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { AnyEventIds, EventType } from '../../domain/events.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { wordsText } from '../array-text.ts';
import { built, builtSql, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { isOneOf } from '../is-one-of.ts';
import { inbox } from '../schema/road.ts';

export type InboxRow = Omit<typeof inbox.$inferSelect, 'recordedAt'>;

/**
 * The hash under which the store's event was accepted before, if it was; `erasedId` is what an erasure would have
 * left of its id.
 */
export const readInboxHash = async (
  queries: Queries,
  store: StoreId,
  eventId: string,
  erasedId?: string,
): Promise<string | undefined> =>
  (await hashQuery(queries, { store, eventId, erasedId: erasedId ?? eventId }))[0]?.hash;

const hashQuery = built((queries) =>
  queries
    .select({ hash: inbox.hash })
    .from(inbox)
    .where(
      and(eq(inbox.storeId, given('store')), sql`${inbox.eventId} in (${given('eventId')}, ${given('erasedId')})`),
    ),
);

/** The hashes of those events, by the store's own ids, that were accepted before. */
export const readInboxHashes = async (
  queries: Queries,
  store: StoreId,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (eventIds.length === 0) return new Map();
  const rows = await hashesQuery(queries, { store, eventIds: wordsText(eventIds) });
  return new Map(rows.map(({ eventId, hash }) => [eventId, hash]));
};

const hashesQuery = built((queries) =>
  queries
    .select({ eventId: inbox.eventId, hash: inbox.hash })
    .from(inbox)
    .where(and(eq(inbox.storeId, given('store')), isOneOf(inbox.eventId, given('eventIds')))),
);

/** @returns false when another transaction accepted the same event first. */
export const insertInbox = async (queries: Queries, row: InboxRow): Promise<boolean> =>
  (await inboxInsert(queries, { ...row })).length === 1;

const inboxInsert = built((queries) =>
  queries
    .insert(inbox)
    .values({
      id: given('id'),
      storeId: given('storeId'),
      eventId: given('eventId'),
      type: given('type'),
      occurredAt: given('occurredAt'),
      customerId: given('customerId'),
      ids: given('ids'),
      body: given('body'),
      hash: given('hash'),
      fate: given('fate'),
      reason: given('reason'),
      receivedAt: given('receivedAt'),
    } satisfies Record<keyof InboxRow, Placeholder>)
    .onConflictDoNothing()
    .returning({ id: inbox.id }),
);

/** @returns how many of them no transaction had accepted before. */
export const insertInboxRows = async (queries: Queries, rows: readonly InboxRow[]): Promise<number> =>
  (await inboxRowsInsert(queries, { rows: JSON.stringify(rows) })).length;

const inboxRowsInsert = builtSql(() => {
  const columns = Object.keys(getTableColumns(inbox)).filter((name) => name !== 'recordedAt');
  const names = sql.raw(columns.map(toSnakeCase).join());
  const read = sql.raw(columns.map((name) => `"${name}" ${inbox[name as keyof InboxRow].getSQLType()}`).join());
  const told = sql.raw(columns.map((name) => `"${name}"`).join());
  return sql`insert into ${inbox} (${names}) select ${told} from jsonb_to_recordset(${given('rows')}::jsonb) told(${read})
    on conflict do nothing returning 1 as kept`;
});

/** Whether something was told of a customer since `since` that was history by then. */
export const wasToldHistory = async (queries: Queries, customer: CustomerId, since: Date): Promise<boolean> =>
  (
    await queries
      .select({ id: inbox.id })
      .from(inbox)
      .where(and(eq(inbox.customerId, customer), eq(inbox.reason, 'imported'), gte(inbox.receivedAt, since)))
      .limit(1)
  ).length > 0;

/** Events of some types that customers were part of since `since`, as far as they are told by now. */
export const readInboxSince = async (
  queries: Queries,
  customers: readonly CustomerId[],
  types: readonly EventType[],
  since: Date,
): Promise<
  readonly { readonly type: EventType; readonly ids: AnyEventIds; readonly occurredAt: Date; readonly body: unknown }[]
> => toldSince(queries, { customers: wordsText(customers), types: wordsText(types), since: since.toISOString() });

const toldSince = built((queries) =>
  queries
    .select({ type: inbox.type, ids: inbox.ids, occurredAt: inbox.occurredAt, body: inbox.body })
    .from(inbox)
    .where(
      and(
        isOneOf(inbox.customerId, given('customers')),
        isOneOf(inbox.type, given('types')),
        gte(inbox.occurredAt, given('since')),
      ),
    ),
);

/** Gives an event that lay in quarantine the fate that it has now. */
export const settleInbox = async (
  queries: Queries,
  id: string,
  settled: Pick<InboxRow, 'customerId' | 'ids' | 'fate' | 'reason'>,
): Promise<void> => {
  await queries.update(inbox).set(settled).where(eq(inbox.id, id));
};
