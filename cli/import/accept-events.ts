import { isDatabaseAway } from '../../api/http/database-away.ts';
import { acceptEvent } from '../../api/intake/accept.ts';
import type { Accepted, IntakeDeps, Received } from '../../api/intake/received.ts';
import { acceptBatch } from '../../api/intake/accept-batch.ts';
import { readInboxHashes } from '../../db/road/inbox.ts';
import type { StoreRow } from '../../db/shop/stores.ts';

/** What became of an event: accepted now, accepted by an earlier import, or why it cannot be. */
export type Outcome = Accepted | { readonly fate: { readonly fate: 'failed'; readonly why: string } };

/**
 * Accepts events as history, those of one customer in the order given. What is in the inbox is asked for in
 * one query, so that a second import of a file is quick.
 *
 * @returns an outcome for each, in the order given.
 * @throws what the driver throws when the database is away.
 */
export const acceptEvents = async (
  deps: IntakeDeps,
  store: StoreRow,
  events: readonly Received[],
): Promise<readonly Outcome[]> => {
  const known = await readInboxHashes(
    deps.db,
    store.id,
    events.map(({ event }) => event.id),
  );
  const fresh = events.filter(({ event }) => !known.has(event.id));
  const accepted = await acceptFresh(deps, store, fresh);
  return events.map((received) => {
    const before = known.get(received.event.id);
    if (before === undefined) return accepted.get(received)!;
    return { fate: { fate: before === received.hash ? 'duplicate' : 'conflict' }, told: false };
  });
};

const acceptFresh = async (
  deps: IntakeDeps,
  store: StoreRow,
  fresh: readonly Received[],
): Promise<ReadonlyMap<Received, Outcome>> => {
  try {
    const readings = fresh.map((received) => ({ ok: true, received }) as const);
    const outcomes = await acceptBatch(deps, store, readings, 'imported');
    return new Map(fresh.map((received, index) => [received, outcomes[index]!]));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
  }
  // One of them cannot be accepted: each by itself, so that the others are.
  const outcomes = new Map<Received, Outcome>();
  for (const received of fresh) outcomes.set(received, await acceptOne(deps, store, received));
  return outcomes;
};

const acceptOne = async (deps: IntakeDeps, store: StoreRow, received: Received): Promise<Outcome> => {
  try {
    return await acceptEvent(deps, store, received, 'imported');
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { fate: { fate: 'failed', why: cause instanceof Error ? cause.message : String(cause) } };
  }
};
