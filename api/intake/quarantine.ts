import { setTimeout as wait } from 'node:timers/promises';
import { v7 } from 'uuid';
import { errorCode } from '../../db/error-code.ts';
import type { Queries } from '../../db/client.ts';
import { type InboxRow, insertInbox, readInboxHash, settleInbox } from '../../db/road/inbox.ts';
import { lockQuarantined } from '../../db/pages/quarantine.ts';
import { readStore, type StoreRow } from '../../db/shop/stores.ts';
import type { QuarantineReason } from '../../domain/reasons.ts';
import { idsOf, type StoreEvent } from '../events/catalogue.ts';
import type { Flaw } from '../events/flaw.ts';
import { readEvent } from '../events/read-event.ts';
import { acceptEvent } from './accept.ts';
import { applyEvent } from './apply-event.ts';
import type { Accepted, IntakeDeps, Received } from './received.ts';
import { findOwner, type Known, namesOf, readKnown } from './identify.ts';
import { withRetries } from './retries.ts';
import { stopBuyer } from './stop-buyer.ts';
import { isUnprocessable } from './unprocessable.ts';

/** Tries of an event that fails by itself: a lost race may look like that once. */
const maxTries = 3;
const pauseMillis = 10;

/**
 * Accepts one event; one that fails by itself, however often it is tried, is kept whole in quarantine: nothing
 * of it is applied, its store need not send it again, and its neighbours go on.
 *
 * @throws what the driver throws when the database is away; the store asks again.
 */
export const acceptOrQuarantine = async (deps: IntakeDeps, store: StoreRow, received: Received): Promise<Accepted> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await acceptEvent(deps, store, received);
    } catch (error) {
      if (!isUnprocessable(error)) throw error;
      if (attempt >= maxTries) return quarantine(deps, store, received, errorCode(error));
      await wait(pauseMillis * attempt);
    }
  }
};

const reason: QuarantineReason = 'unprocessable';

const quarantine = async (
  deps: IntakeDeps,
  store: StoreRow,
  { event, body, hash }: Received,
  code: string,
): Promise<Accepted> => {
  const names = namesOf(event);
  const known = await readKnown(deps.db, store.id, event);
  const row: InboxRow = {
    id: v7(),
    storeId: store.id,
    eventId: event.id,
    type: event.type,
    occurredAt: new Date(event.occurredAt),
    // So that it is found with everything else that concerns the customer.
    customerId: (names && findOwner(names.aliases, known.aliases)) ?? null,
    ids: idsOf(store.id, event),
    body,
    hash,
    fate: 'quarantined',
    reason,
    receivedAt: new Date(deps.clock.now()),
  };
  const kept = await keep(deps, row, event, known);
  if (kept) return { fate: { fate: 'quarantined', reason }, told: false, code };
  const before = await readInboxHash(deps.db, store.id, event.id);
  return { fate: { fate: before === hash ? 'duplicate' : 'conflict' }, told: false };
};

/** Writes the event down; an order stops its buyer's messages with it, where that much can still be done. */
const keep = async (deps: IntakeDeps, row: InboxRow, event: StoreEvent, known: Known): Promise<boolean> => {
  if (event.type !== 'order.placed') return insertInbox(deps.db, row);
  try {
    return await deps.db.transaction(async (queries) => {
      await stopBuyer(queries, deps.specs, known, new Date(event.occurredAt));
      return insertInbox(queries, row);
    });
  } catch (error) {
    if (!isUnprocessable(error)) throw error;
    return insertInbox(deps.db, row);
  }
};

/** What a second look at a quarantined event came to. */
export type Retried =
  | { readonly outcome: 'accepted'; readonly store: StoreRow; readonly accepted: Accepted }
  | { readonly outcome: 'none' }
  /** It is not valid any more: the rules changed since. */
  | { readonly outcome: 'invalid'; readonly flaws: readonly Flaw[] };

/**
 * Applies a quarantined event after all, as if it came now; its place in the inbox stays.
 *
 * @param act written down in the same transaction: who asked for it.
 * @throws what still fails; then it stays where it is.
 */
export const retryQuarantined = async (
  deps: IntakeDeps,
  id: string,
  act: (queries: Queries, store: StoreRow, accepted: Accepted) => Promise<void>,
): Promise<Retried> =>
  withRetries(async () =>
    deps.db.transaction(async (queries): Promise<Retried> => {
      const row = await lockQuarantined(queries, id);
      const store = row && (await readStore(queries, row.storeId));
      if (!row || !store) return { outcome: 'none' };
      const reading = readEvent(row.body, deps.clock.now());
      if (!reading.ok) return { outcome: 'invalid', flaws: reading.flaws };
      const known = await readKnown(queries, store.id, reading.received.event);
      const accepted = await applyEvent(deps, queries, store, reading.received, {
        known,
        origin: 'posted',
        keep: async ({ customerId, ids, fate, reason }) => {
          await settleInbox(queries, row.id, { customerId, ids, fate, reason });
          return true;
        },
      });
      await act(queries, store, accepted);
      return { outcome: 'accepted', store, accepted };
    }),
  );
