import type { Queries } from '../../db/client.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { AnyEventIds } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import { route } from '../route/route.ts';
import type { RouteFacts, Routing } from '../route/routing.ts';
import { carryOut } from './carry-out.ts';
import type { Change } from './changes/change.ts';
import { readFacts } from './facts.ts';
import type { Identified } from './identify.ts';
import type { Mint } from './mint.ts';
import { isUsed, openTo } from './open-journeys.ts';
import type { Origin } from './received.ts';
import { routeDerived } from './route-derived.ts';
import { type Acquaintance, whatFollows } from './what-follows.ts';

/** An event whose state was applied, and whom it is about. */
interface Applied {
  readonly store: StoreRow;
  readonly event: StoreEvent;
  /** The event's own id, which all that it causes is named after. */
  readonly id: string;
  readonly ids: AnyEventIds;
  readonly customers: Identified;
  readonly acquaintance: Acquaintance;
  readonly change: Change;
  readonly origin: Origin;
  readonly at: Date;
  readonly now: Date;
  readonly mint: Mint;
}

/** What the journeys make of an event, and the statements that write it down: to be sent together with the event. */
interface Told {
  readonly routing: Routing;
  readonly statements: readonly (() => Promise<void>)[];
}

/** Routes an event, and then what follows from it; history only stops what is live. The customers' locks are held. */
export const tellJourneys = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  applied: Applied,
): Promise<Told> => {
  const { live, ...told } = await tellEvent(queries, specs, applied);
  if (applied.origin === 'imported') return told;
  const { store, event, change, customers, acquaintance, at, now, mint } = applied;
  const derived = await whatFollows(queries, specs, { store, event, change, customers, acquaintance, live, at, now });
  if (derived.length === 0) return told;
  const { decisions } = told.routing;
  const cause = { store, name: event.id, at: +at, customers, decisions, now: +now, mint };
  const more = await routeDerived(queries, specs, cause, derived);
  return {
    routing: { ...told.routing, decisions: [...decisions, ...more.decisions] },
    statements: [...told.statements, ...more.statements],
  };
};

const tellEvent = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  { store, event, id, ids, customers, change, origin, at, now, mint }: Applied,
): Promise<Told & { readonly live: RouteFacts['live'] }> => {
  const open = openTo(specs, change, event.type);
  const merged = event.type === 'customer.merged' || customers.visitors.length > 0;
  if (customers.matched.length <= 1 && !merged && !isUsed(open, event.type)) {
    return { routing: { decisions: [], used: false }, statements: [], live: [] };
  }
  const routed = { type: event.type, ids, at: +at, customer: customers.owner };
  const facts = await readFacts(queries, store.id, open, routed, customers, {
    now: +now,
    calendar: store.calendar,
    outdated: change.reason === 'outdated',
    ordered: change.ordered ?? false,
    imported: origin === 'imported',
    merged,
  });
  const routing = route(routed, open, facts);
  const occasion = {
    specs,
    store,
    customer: customers.owner,
    routed,
    eventId: id,
    now: +now,
    mint,
    live: facts.live,
  };
  return { routing, statements: carryOut(queries, occasion, routing.decisions), live: facts.live };
};
