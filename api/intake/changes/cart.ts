import { type CartRow, insertCart, lockCart, updateCart } from '../../../db/shop/carts.ts';
import { cartId, productId } from '../../../db/ids.ts';
import { readOrdersOfCart, recordPurchases } from '../../../db/shop/orders.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { Line } from '../../events/fields.ts';
import { type CartChange, reduceCart } from '../../state/cart.ts';
import type { Change, ChangeContext, EventOf } from './change.ts';
import { TryAgain } from '../try-again.ts';

/** Lines as kept: products by our ids, prices in the cart's one currency. */
export const keptLines = (store: StoreId, lines: readonly Line[]): CartRow['lines'] =>
  lines.map((line) => ({
    productId: productId(store, line.productId),
    quantity: line.quantity,
    unitPrice: line.unitPrice.amount,
    ...(line.discounted !== undefined && { discounted: line.discounted }),
  }));

/** Applies what an event says of the cart that the store calls `externalId`. */
export const changeCart = async (context: ChangeContext, externalId: string, change: CartChange): Promise<Change> => {
  const id = cartId(context.store.id, externalId);
  const current = await lockCart(context.queries, id);
  const { matched } = context.customers!;
  if (change.kind === 'ordered' && current && !matched.includes(current.customerId)) {
    throw new TryAgain('the cart was told of another customer meanwhile');
  }
  const { next, outdated } = reduceCart(current, change, context.store.currency);
  const row = { id, storeId: context.store.id, externalId, ...next };
  if (current) await updateCart(context.queries, row);
  else if (!(await insertCart(context.queries, row))) throw new TryAgain('the same cart was made meanwhile');
  if (next.state === 'ordered' && change.kind !== 'ordered') {
    // Whoever filled the cart bought it, under whatever name the order came before.
    for (const order of await readOrdersOfCart(context.queries, id)) {
      await recordPurchases(context.queries, matched, order.id, order.placedAt);
    }
    return { changed: false, reason: 'bought', ordered: true };
  }
  return outdated ? { changed: false, reason: 'outdated' } : { changed: true };
};

export const cartUpdated = async (context: ChangeContext, event: EventOf<'cart.updated'>): Promise<Change> => {
  const { cartId, lines, url } = event.data;
  return changeCart(context, cartId, {
    at: +context.at,
    customer: context.customers!.owner,
    kind: 'lines',
    lines: keptLines(context.store.id, lines),
    currency: lines[0]?.unitPrice.currency,
    url,
  });
};

export const cartEmptied = async (context: ChangeContext, event: EventOf<'cart.emptied'>): Promise<Change> =>
  changeCart(context, event.data.cartId, {
    at: +context.at,
    customer: context.customers!.owner,
    kind: 'emptied',
  });

export const checkoutStarted = async (context: ChangeContext, event: EventOf<'checkout.started'>): Promise<Change> => {
  const { cartId, lines, url } = event.data;
  return changeCart(context, cartId, {
    at: +context.at,
    customer: context.customers!.owner,
    kind: 'checkout',
    lines: lines && keptLines(context.store.id, lines),
    currency: lines?.[0]?.unitPrice.currency,
    url,
  });
};
