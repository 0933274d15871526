import { type Millis, toMillis } from '../../domain/time/instant.ts';
import type { Click } from './clickstream.ts';
import { profileEvents } from './profile-events.ts';
import { type SessionTeller, sessionTeller } from './session.ts';
import { shopperOf } from './shoppers.ts';
import { stockEvents } from './stock-events.ts';
import type { StoreEvent } from './store-event.ts';

/** One event and when the shop posts it, by the store's clock. */
export interface Scheduled {
  readonly at: Millis;
  readonly event: StoreEvent;
}

/** Everything that the shoppers do up to the last click, as the shop's events, in order of time. */
export const timelineOf = (clicks: readonly Click[], shopUrl: string): readonly Scheduled[] => {
  const tellers = new Map<string, SessionTeller>();
  const known = new Set<string>();
  const events: StoreEvent[] = [];
  for (const click of clicks) {
    if (!known.has(click.user)) {
      known.add(click.user);
      events.push(...profileEvents(shopperOf(click.user), click.at));
    }
    let teller = tellers.get(click.session);
    if (!teller) tellers.set(click.session, (teller = sessionTeller(click.session, shopUrl)));
    events.push(teller(click));
  }
  const end = clicks.at(-1)?.at ?? 0;
  const inOrder = (some: readonly StoreEvent[]) =>
    some
      .map((event) => ({ at: toMillis(event.occurredAt), event }))
      .filter(({ at }) => at <= end)
      .toSorted((a, b) => a.at - b.at);
  const told = inOrder(events).map(({ event }) => event);
  return inOrder([...told, ...stockEvents(told)]);
};
