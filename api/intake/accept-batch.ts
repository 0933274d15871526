import type { StoreRow } from '../../db/shop/stores.ts';
import type { Reading } from '../events/read-event.ts';
import { acceptEvent } from './accept.ts';
import type { Accepted, IntakeDeps, Origin, Received } from './received.ts';
import { namesOf } from './identify.ts';
import { acceptOrQuarantine } from './quarantine.ts';

/** Events of different customers that one request has in work at a time. */
const concurrency = 6;

/**
 * Accepts the valid events of a batch, each in a transaction of its own: those of one customer in the
 * order given, different customers side by side. A posted event that can never be applied is quarantined, so
 * that it is in nobody's way; one of a file is an error, for whoever imports it.
 *
 * @returns the outcome of each reading, in the order given; undefined where it was not valid.
 */
export const acceptBatch = async (
  deps: IntakeDeps,
  store: StoreRow,
  readings: readonly Reading[],
  origin: Origin = 'posted',
): Promise<readonly (Accepted | undefined)[]> => {
  const accept = origin === 'posted' ? acceptOrQuarantine : acceptEvent;
  const outcomes: (Accepted | undefined)[] = readings.map(() => undefined);
  const lanes = byCustomer(readings);
  const work = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
      for (const { index, received } of lane) outcomes[index] = await accept(deps, store, received, origin);
    }
  };
  // All lanes end before an error is told, so that nothing goes on behind the answer.
  const ends = await Promise.allSettled(Array.from({ length: concurrency }, work));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return outcomes;
};

interface Item {
  readonly index: number;
  readonly received: Received;
}

/** Events that share a name of their customer, a cart, an order or a product share a lane. */
const byCustomer = (readings: readonly Reading[]): Item[][] => {
  const laneOf = new Map<string, Item[]>();
  const lanes = new Set<Item[]>();
  for (const [index, reading] of readings.entries()) {
    if (!reading.ok) continue;
    const keys = keysOf(reading.received);
    const joined = [...new Set(keys.flatMap((key) => laneOf.get(key) ?? []))];
    const known = new Set(keys.flatMap((key) => (laneOf.has(key) ? [laneOf.get(key)!] : [])));
    const lane = known.size === 1 ? [...known][0]! : joined.toSorted((a, b) => a.index - b.index);
    lane.push({ index, received: reading.received });
    if (known.size !== 1) {
      for (const old of known) lanes.delete(old);
      for (const [key, old] of laneOf) if (known.has(old)) laneOf.set(key, lane);
      lanes.add(lane);
    }
    for (const key of keys) laneOf.set(key, lane);
  }
  return [...lanes];
};

/** What an event names: two events with a name in common may be about the same. */
export const keysOf = ({ event }: Received): readonly string[] => {
  const names = namesOf(event);
  const { data } = event;
  if (!names) return ['productId' in data ? `product ${data.productId}` : `event ${event.id}`];
  return [
    ...[...names.aliases, ...names.also].map(({ kind, value }) => `${kind} ${value}`),
    ...('cartId' in data && data.cartId !== undefined ? [`cart ${data.cartId}`] : []),
    ...('orderId' in data ? [`order ${data.orderId}`] : []),
  ];
};
