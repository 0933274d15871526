import { expect, test } from 'vitest';
import { openGroups } from '../../cli/backtest/playing/groups.ts';
import type { PastEvent } from '../../cli/backtest/playing/play.ts';
import { type Expected, openWaitingRoom } from '../../cli/backtest/playing/waiting-room.ts';
import { derivedIds } from '../../cli/backtest/world/derived-ids.ts';
import { namesOf } from '../../api/intake/identify.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { StoreEvent } from '../../api/events/catalogue.ts';

const store = 'shop' as StoreId;

/** A room that has read these. */
const reading = async (...told: readonly { readonly at: number; readonly event: object }[]) => {
  const events = told.map(({ at, event }, place) => ({ at, place, received: { event } }) as unknown as PastEvent);
  const groups = openGroups<Expected>();
  const source = async function* () {
    yield* events;
  };
  const room = openWaitingRoom(source(), { store, groups, readNamed: async () => [] });
  await room.next();
  return { room, groups };
};

const viewed = (user: string) => ({ type: 'page.viewed', customer: { id: user }, data: {} });
const filled = (user: string, cart: string) => ({
  type: 'cart.updated',
  customer: { id: user },
  data: { cartId: cart, lines: [] },
});
const left = (user: string) => ({
  type: 'customer.consent_changed',
  customer: { id: user },
  data: { channel: 'email', state: 'withdrawn' },
});

test('nothing of later happens to a customer before an event of theirs, also when a later one names a cart as well', async () => {
  // By their names some groups are called by the customer, and others by the cart.
  const users = Array.from({ length: 16 }, (_, index) => `user-${index}`);
  const { room, groups } = await reading(
    ...users.map((user, index) => ({ at: index, event: viewed(user) })),
    ...users.map((user, index) => ({ at: 100 + index, event: filled(user, user) })),
    { at: 200, event: viewed('ben') },
  );
  const horizonOf = room.horizons();
  const named = users.map((user) =>
    derivedIds.customer(store, namesOf(viewed(user) as unknown as StoreEvent)!.aliases),
  );
  expect(named.map(horizonOf)).toEqual(users.map((_, index) => index));
  expect(groups.join([named[0]!])).toBe(groups.join(['cart user-0']));
});

test('who left the messages of the shop is counted over a stretch, its end included', async () => {
  const { room } = await reading(
    { at: 10, event: left('anna') },
    { at: 20, event: left('ben') },
    { at: 20, event: viewed('cleo') },
    { at: 30, event: left('dora') },
  );
  expect([room.departures(0, 9), room.departures(0, 20), room.departures(10, 30), room.departures(30, 99)]).toEqual([
    0, 2, 2, 0,
  ]);
});
