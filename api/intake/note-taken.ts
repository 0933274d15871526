import type { Queries } from '../../db/client.ts';
import { productId } from '../../db/ids.ts';
import { dropInterests, noteSign, trimInterests } from '../../db/interests/interests.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import type { Identified } from './identify.ts';

interface Taken {
  readonly store: StoreId;
  readonly event: StoreEvent;
  readonly customers: Identified;
  readonly at: Date;
}

/** Of one cart so many products are kept as what its customer is interested in. */
const mostLines = 20;

/** What a cart or an order says of the customer's interests, as statements: who bought something wants no more of it. */
export const noteTaken = (
  queries: Queries,
  { store, event, customers, at }: Taken,
): readonly (() => Promise<void>)[] => {
  if (event.type === 'order.placed') {
    const bought = event.data.lines.map((line) => productId(store, line.productId));
    return [async () => dropInterests(queries, customers.matched, bought)];
  }
  if (event.type !== 'cart.updated' && event.type !== 'checkout.started') return [];
  const lines = new Map((event.data.lines ?? []).map((line) => [productId(store, line.productId), line.unitPrice]));
  const rows = [...lines].slice(0, mostLines).map(([product, price]) => ({
    customerId: customers.owner,
    productId: product,
    storeId: store,
    lastAt: at,
    seenPrice: price.amount,
    seenCurrency: price.currency,
  }));
  return rows.length === 0
    ? []
    : [async () => noteSign(queries, 'cartedAt', rows), async () => trimInterests(queries, customers.owner)];
};
