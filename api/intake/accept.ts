import type { Queries } from '../../db/client.ts';
import { erasedHash } from '../../db/personal-data/places/profile.ts';
import { insertInbox, readInboxHash } from '../../db/road/inbox.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import { applyEvent } from './apply-event.ts';
import { readKnown } from './identify.ts';
import type { Accepted, IntakeDeps, Origin, Received } from './received.ts';
import { withRetries } from './retries.ts';

/**
 * Accepts one event in one transaction: its customers are found and locked, its state applied, and what
 * it means to the journeys written down together with the event itself. After the commit nothing of it
 * can be lost.
 *
 * @throws what the driver throws when the database is away; the store asks again.
 */
export const acceptEvent = async (
  deps: IntakeDeps,
  store: StoreRow,
  received: Received,
  origin: Origin = 'posted',
): Promise<Accepted> =>
  withRetries(async () => deps.db.transaction(async (queries) => accept(deps, queries, store, received, origin)));

const accept = async (
  deps: IntakeDeps,
  queries: Queries,
  store: StoreRow,
  received: Received,
  origin: Origin,
): Promise<Accepted> => {
  // Here and below, statements that do not need each other's answers are sent together.
  const [before, known] = await Promise.all([
    readInboxHash(queries, store.id, received.event.id, deps.nameHash?.of(store.id, 'event', received.event.id)),
    readKnown(queries, store.id, received.event),
  ]);
  if (before !== undefined) {
    const isSame = before === received.hash || before === erasedHash;
    return { fate: { fate: isSame ? 'duplicate' : 'conflict' }, told: false };
  }
  return applyEvent(deps, queries, store, received, {
    known,
    origin: isHistory(store, received.event) ? 'imported' : origin,
    keep: async (row) => insertInbox(queries, row),
  });
};

/** What happened before a restore may have been followed up already, in what the restore forgot. */
const isHistory = ({ restoredAt }: StoreRow, { occurredAt }: StoreEvent): boolean =>
  restoredAt !== null && Date.parse(occurredAt) < restoredAt.getTime();
