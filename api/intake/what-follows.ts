import type { Alias } from '../../db/customers/aliases.ts';
import type { Queries } from '../../db/client.ts';
import { orderId } from '../../db/ids.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import type { RouteFacts } from '../route/routing.ts';
import { keptLines } from './changes/cart.ts';
import type { Change } from './changes/change.ts';
import { type Derived, deriveFromOrder, isHeardOf } from './derive.ts';
import { deriveIntent } from './derive-intent.ts';
import type { Identified } from './identify.ts';

/** By which names the customer was known before, and which the event gives. */
export interface Acquaintance {
  readonly before: readonly Alias[];
  readonly named: readonly Alias[];
}

interface Told {
  readonly store: StoreRow;
  readonly event: StoreEvent;
  readonly change: Change;
  readonly customers: Identified;
  readonly acquaintance: Acquaintance;
  /** Runs of the customers that can still write, where they were read. */
  readonly live: RouteFacts['live'];
  readonly at: Date;
  readonly now: Date;
}

/** What an event that was just applied means beyond itself, for journeys alone. */
export const whatFollows = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  { store, event, change, customers, acquaintance, live, at, now }: Told,
): Promise<readonly Derived[]> => {
  const about = { store: store.id, customer: customers.owner, now };
  const derived = (change.derives ?? []).filter(({ type }) => isHeardOf(specs, type));
  if (event.type === 'order.placed') {
    const lines = keptLines(store.id, event.data.lines);
    const taken = [...derived, ...takenOf(lines, live)];
    if (!change.isNew) return taken;
    const { place = 'web' } = event.data;
    const order = { ...about, order: orderId(store.id, event.data.orderId), place };
    return [...taken, ...(await deriveFromOrder(queries, specs, order, lines))];
  }
  if (event.type === 'cart.updated' || event.type === 'checkout.started') {
    return [...derived, ...takenOf(keptLines(store.id, event.data.lines ?? []), live)];
  }
  const { before, named } = acquaintance;
  if (![...before, ...named].some(isAddress)) return derived;
  // A visitor looked around before they said who they are.
  const isVisitorNoMore = customers.visitors.length > 0 || (before.length > 0 && !before.some(isAddress));
  const intent =
    change.looked || isVisitorNoMore ? await deriveIntent(queries, specs, { ...about, at }, change.looked) : [];
  return [...derived, ...intent];
};

/** What was put into a cart or ordered, of what runs are about. */
const takenOf = (lines: readonly { readonly productId: ProductId }[], live: RouteFacts['live']): readonly Derived[] => {
  const about = new Set(live.map(({ event }) => ('productId' in event ? event.productId : undefined)));
  const taken = new Set(lines.map(({ productId }) => productId).filter((id) => about.has(id)));
  return [...taken].map((productId) => ({ type: 'product.taken', ids: { productId } }));
};

const isAddress = ({ kind }: Alias): boolean => kind === 'email' || kind === 'phone';
