import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import type { Queries } from '../../db/client.ts';
import { insertInboxRows, type InboxRow, readInboxHashes } from '../../db/road/inbox.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { idsOf } from '../events/catalogue.ts';
import { isUsed } from './open-journeys.ts';
import type { IntakeDeps, Received } from './received.ts';
import { changeOf } from './changes/changes.ts';
import { noteContact } from './contact.ts';
import { identify, isOnePerson, namesOf, readKnown } from './identify.ts';
import { drawnIds } from './mint.ts';
import { withRetries } from './retries.ts';

/** An event and when it arrives, by the store's clock. */
export interface Arrival {
  readonly received: Received;
  readonly at: Millis;
}

/** Whether an event only says that its customer is there: it changes no state, and no journey looks at it. */
export const isQuiet = (specs: readonly JourneySpec[], { event }: Received): boolean =>
  event.customer !== undefined && changeOf(specs, event.type) === undefined && !isUsed(specs, event.type);

/** Whether two events name their customer with the same names. */
export const isOfSame = (one: Received, other: Received): boolean =>
  isDeepStrictEqual(one.event.customer, other.event.customer);

/**
 * Keeps quiet events of one customer, in their order, in one transaction: what `acceptEvent` would come to with each
 * of them, at a part of the cost.
 *
 * @returns false when each has to be accepted by itself, since one was told before or names more than one customer;
 *   nothing was kept then.
 */
export const acceptQuiet = async (
  deps: Pick<IntakeDeps, 'db' | 'mint'>,
  store: StoreRow,
  arrivals: readonly Arrival[],
): Promise<boolean> =>
  withRetries(async () => {
    try {
      return await deps.db.transaction(async (queries) => keep(deps, queries, store, arrivals));
    } catch (error) {
      if (error instanceof NotQuiet) return false;
      throw error;
    }
  });

const keep = async (
  { mint = drawnIds }: Pick<IntakeDeps, 'mint'>,
  queries: Queries,
  store: StoreRow,
  arrivals: readonly Arrival[],
): Promise<boolean> => {
  const events = arrivals.map(({ received }) => received.event);
  const ids = events.map(({ id }) => id);
  if (new Set(ids).size < ids.length) return false;
  const [first] = arrivals;
  const names = namesOf(events[0]!)!;
  const [before, known] = await Promise.all([
    readInboxHashes(queries, store.id, ids),
    readKnown(queries, store.id, events[0]!),
  ]);
  if (before.size > 0 || !isOnePerson(names, known.aliases)) return false;
  const { owner } = await identify(queries, store.id, names, known, new Date(first!.at), mint);
  const rows = arrivals.map(({ received: { event, body, hash }, at }): InboxRow => ({
    id: v7(),
    storeId: store.id,
    eventId: event.id,
    type: event.type,
    occurredAt: new Date(event.occurredAt),
    customerId: owner,
    ids: idsOf(store.id, event),
    body,
    hash,
    fate: 'ignored',
    reason: 'no_journey',
    receivedAt: new Date(at),
  }));
  const newestOf = new Map(events.map((event) => [event.type, event]));
  const [kept] = await Promise.all([
    insertInboxRows(queries, rows),
    ...[...newestOf.values()].map(async (event) =>
      noteContact(queries, { storeId: store.id, customerId: owner }, event),
    ),
  ]);
  if (kept < rows.length) throw new NotQuiet('one of the events came by another way meanwhile');
  return true;
};

/** Rolls back what was kept. */
class NotQuiet extends Error {
  override readonly name = 'NotQuiet';
}
