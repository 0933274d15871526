import { readInboxSince } from '../../../db/road/inbox.ts';
import { cartId, orderId, parcelId } from '../../../db/ids.ts';
import { insertOrder, lockOrder, recordParcel, recordPurchases, updateOrder } from '../../../db/shop/orders.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { catalogue } from '../../events/catalogue.ts';
import { earliest } from '../../events/fields.ts';
import { type OrderStatus, reduceContent, reduceStatus } from '../../state/order.ts';
import { changeCart, keptLines } from './cart.ts';
import { applied, type Change, type ChangeContext, type EventOf, outdated } from './change.ts';
import { TryAgain } from '../try-again.ts';

/** What is told of an order after it was placed. */
type Later = EventOf<'order.cancelled' | 'order.shipped' | 'order.delivered' | 'order.returned'>;

const statusOf = {
  'order.cancelled': 'cancelled',
  'order.shipped': 'shipped',
  'order.delivered': 'delivered',
  'order.returned': 'returned',
} as const satisfies Record<Later['type'], OrderStatus>;

export const orderPlaced = async (context: ChangeContext, event: EventOf<'order.placed'>): Promise<Change> => {
  const { queries, store, at } = context;
  const { owner, matched } = context.customers!;
  const { data } = event;
  const id = orderId(store.id, data.orderId);
  const current = await lockOrder(queries, id);
  const content = reduceContent(current, {
    customerId: owner,
    cartId: data.cartId === undefined ? null : cartId(store.id, data.cartId),
    lines: keptLines(store.id, data.lines),
    total: data.total.amount,
    currency: data.total.currency,
    placedAt: at,
  });
  const status = reduceStatus(current, { state: 'placed', at }) ?? current!;
  const { state, updatedAt } = status;
  const row = { id, storeId: store.id, externalId: data.orderId, ...content, state, updatedAt };
  if (current) await updateOrder(queries, row);
  else if (!(await insertOrder(queries, row))) throw new TryAgain('the same order was made meanwhile');
  await recordPurchases(queries, matched, id, at);
  if (data.cartId !== undefined) {
    await changeCart(context, data.cartId, { at: +at, customer: owner, kind: 'ordered' });
  }
  if (!current) await catchUp(context, id);
  return applied;
};

/** An order's later life, told before the order itself. */
const catchUp = async (context: ChangeContext, id: OrderId): Promise<void> => {
  const types = Object.keys(statusOf) as Later['type'][];
  const told = await readInboxSince(context.queries, context.customers!.matched, types, new Date(earliest));
  for (const one of told) {
    if (!('orderId' in one.ids) || one.ids.orderId !== id) continue;
    const event = catalogue[one.type as Later['type']].schema.parse(one.body) as Later;
    await orderChanged({ ...context, at: one.occurredAt }, event);
  }
};

export const orderChanged = async (context: ChangeContext, event: Later): Promise<Change> => {
  const { queries, store, at } = context;
  const id = orderId(store.id, event.data.orderId);
  const current = await lockOrder(queries, id);
  if (!current) return { changed: false, reason: 'unknown_subject' };
  if (event.type === 'order.shipped') {
    const { parcelId: externalId, carrier, trackingUrl } = event.data;
    await recordParcel(queries, {
      id: parcelId(store.id, externalId),
      storeId: store.id,
      externalId,
      orderId: id,
      carrier,
      trackingUrl,
      shippedAt: at,
    });
  }
  const status = reduceStatus(current, { state: statusOf[event.type], at });
  if (!status) return event.type === 'order.shipped' ? applied : outdated;
  await updateOrder(queries, { ...current, ...status });
  return applied;
};
