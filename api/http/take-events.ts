import type { Logger } from 'pino';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { HeldBack } from '../back-pressure/queue-limits.ts';
import type { Reading } from '../events/read-event.ts';
import type { Accepted, IntakeDeps } from '../intake/received.ts';
import { acceptBatch } from '../intake/accept-batch.ts';

export interface TakeEventsDeps extends IntakeDeps {
  readonly logger: Logger;
  /** Called after a commit that Temporal must be told of. */
  wake(): void;
  /** What must wait because too much waits already; nothing if not given. */
  readonly heldBack?: (store: StoreId) => HeldBack | undefined;
}

/**
 * Accepts the valid ones of `readings`, whoever told them, and wakes whoever waits for them.
 *
 * @throws Problem 429 or 503 when some must wait; the others are taken.
 */
export const takeEvents = async (
  deps: TakeEventsDeps,
  store: StoreRow,
  readings: readonly Reading[],
): Promise<readonly (Accepted | undefined)[]> => {
  const held = deps.heldBack?.(store.id);
  const waits = (reading: Reading) => reading.ok && held?.refuses(reading.received.event.type);
  // A purchase is not turned away with the starts it comes with: it is taken now, and told again it is a duplicate.
  const taken = held ? readings.filter((reading) => !waits(reading)) : readings;
  const accepted = await acceptBatch(deps, store, taken);
  if (accepted.some((one) => one?.told)) deps.wake();
  for (const one of accepted) {
    // The code alone: what the event says stays in the inbox.
    if (one?.code !== undefined) deps.logger.error({ store: store.id, code: one.code }, 'an event is quarantined');
  }
  if (held && taken.length < readings.length) throw held.problem();
  return accepted;
};
