import type { Alias } from '../../db/customers/aliases.ts';
import type { Queries } from '../../db/client.ts';
import { orderId } from '../../db/ids.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import { keptLines } from './changes/cart.ts';
import type { Change } from './changes/change.ts';
import { type Derived, deriveFromOrder, isHeardOf } from './derive.ts';
import { deriveIntent } from './derive-intent.ts';
import type { Identified } from './identify.ts';

interface Told {
  readonly store: StoreRow;
  readonly event: StoreEvent;
  readonly change: Change;
  readonly customers: Identified;
  /** By which names the customer was known before, and which the event gives. */
  readonly acquaintance: { readonly before: readonly Alias[]; readonly named: readonly Alias[] };
  readonly at: Date;
  readonly now: Date;
}

/** What an event that was just applied means beyond itself, for journeys alone. */
export const whatFollows = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  { store, event, change, customers, acquaintance, at, now }: Told,
): Promise<readonly Derived[]> => {
  const about = { store: store.id, customer: customers.owner, now };
  const derived = (change.derives ?? []).filter(({ type }) => isHeardOf(specs, type));
  if (event.type === 'order.placed') {
    if (!change.isNew) return derived;
    const order = { ...about, order: orderId(store.id, event.data.orderId) };
    return [...derived, ...(await deriveFromOrder(queries, specs, order, keptLines(store.id, event.data.lines)))];
  }
  const { before, named } = acquaintance;
  if (![...before, ...named].some(isAddress)) return derived;
  // A visitor looked around before they said who they are.
  const isVisitorNoMore = customers.visitors.length > 0 || (before.length > 0 && !before.some(isAddress));
  const intent =
    change.looked || isVisitorNoMore ? await deriveIntent(queries, specs, { ...about, at }, change.looked) : [];
  return [...derived, ...intent];
};

const isAddress = ({ kind }: Alias): boolean => kind === 'email' || kind === 'phone';
