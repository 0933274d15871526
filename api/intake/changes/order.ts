import { addressHash } from '../../../db/customers/address-hash.ts';
import { readCustomer } from '../../../db/customers/customers.ts';
import { recordConsent } from '../../../db/customers/consents.ts';
import { readInboxSince } from '../../../db/road/inbox.ts';
import { cartId, orderId, parcelId } from '../../../db/ids.ts';
import {
  insertOrder,
  lockOrder,
  type OrderRow,
  recordParcel,
  recordPurchases,
  updateOrder,
} from '../../../db/shop/orders.ts';
import { redeemCodes, settleRedemptions } from '../../../db/offers/redeem.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { catalogue } from '../../events/catalogue.ts';
import { earliest } from '../../events/fields.ts';
import { planAnniversary } from '../../occasions/plan.ts';
import { type OrderStatus, reduceContent, reduceStatus } from '../../state/order.ts';
import { changeCart, keptLines } from './cart.ts';
import { appointmentSet, readyForPickup } from './handover.ts';
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
    marketingNotice: noticeOf(event),
    placedAt: at,
  });
  const status = reduceStatus(current, { state: 'placed', at }) ?? current!;
  const { state, updatedAt } = status;
  const kept = { delayedAt: current?.delayedAt ?? null, refunded: current?.refunded ?? 0 };
  const row = { id, storeId: store.id, externalId: data.orderId, ...content, ...kept, state, updatedAt };
  if (current) await updateOrder(queries, row);
  else if (!(await insertOrder(queries, row))) throw new TryAgain('the same order was made meanwhile');
  await recordPurchases(queries, matched, id, at);
  if (!current)
    await planAnniversary(
      { queries, store, customer: owner, now: context.now },
      at,
      (await readCustomer(queries, owner))!,
    );
  if (data.codes) {
    const customers = [owner, ...matched.filter((one) => one !== owner)];
    await redeemCodes(queries, { store: store.id, order: id, codes: data.codes, customers, at });
  }
  await settleCodes(context, id, status);
  await recordObjections(context, event);
  if (data.cartId !== undefined) {
    await changeCart(context, data.cartId, { at: +at, customer: owner, kind: 'ordered' });
  }
  if (current) return applied;
  await catchUp(context, id);
  return { changed: true, isNew: true };
};

/** What the order says that its buyer was told, by channel; null: nothing. */
const noticeOf = ({ customer, data }: EventOf<'order.placed'>): OrderRow['marketingNotice'] => {
  const { version, ...told } = data.marketingNotice ?? {};
  const notices = channels.flatMap((channel) => {
    const state = told[channel];
    const address = channel === 'email' ? customer?.email : customer?.phone;
    if (state === undefined) return [];
    const hash = address && addressHash(address);
    return [[channel, { state, ...(hash && { addressHash: hash }), ...(version && { version }) }] as const];
  });
  return notices.length > 0 ? Object.fromEntries(notices) : null;
};

/** Who objected when their address was collected gets no marketing there, whatever they had agreed to before. */
const recordObjections = async (
  { queries, store, customers, at }: ChangeContext,
  { data }: EventOf<'order.placed'>,
) => {
  const { version, ...told } = data.marketingNotice ?? {};
  for (const channel of channels) {
    if (told[channel] !== 'objected') continue;
    await recordConsent(queries, {
      storeId: store.id,
      customerId: customers!.owner,
      channel,
      purpose: 'marketing',
      state: 'withdrawn',
      at,
      source: 'order',
      proof: { how: 'objected when the address was collected', ...(version && { version }) },
    });
  }
};

const channels = ['email', 'sms'] as const;

/** An order's later life, told before the order itself. */
const catchUp = async (context: ChangeContext, id: OrderId): Promise<void> => {
  const types = [
    ...(Object.keys(statusOf) as Later['type'][]),
    'order.refunded',
    'order.delayed',
    'order.appointment_set',
    'order.ready_for_pickup',
  ] as const;
  const told = await readInboxSince(context.queries, context.customers!.matched, types, new Date(earliest));
  for (const one of told) {
    if (!('orderId' in one.ids) || one.ids.orderId !== id) continue;
    const then = { ...context, at: one.occurredAt };
    const event = catalogue[one.type as (typeof types)[number]].schema.parse(one.body) as EventOf<
      (typeof types)[number]
    >;
    if (event.type === 'order.refunded') await orderRefunded(then, event);
    else if (event.type === 'order.delayed') await orderDelayed(then, event);
    else if (event.type === 'order.appointment_set') await appointmentSet(then, event);
    else if (event.type === 'order.ready_for_pickup') await readyForPickup(then, event);
    else await orderChanged(then, event);
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
  await settleCodes(context, id, status);
  return applied;
};

/** An order that is late: its state stays what it was. */
export const orderDelayed = async (context: ChangeContext, event: EventOf<'order.delayed'>): Promise<Change> => {
  const { queries, store, at } = context;
  const current = await lockOrder(queries, orderId(store.id, event.data.orderId));
  if (!current) return { changed: false, reason: 'unknown_subject' };
  if (current.delayedAt !== null && current.delayedAt >= at) return outdated;
  await updateOrder(queries, { ...current, delayedAt: at });
  return applied;
};

/** The largest amount that the database's integer holds. */
const mostMoney = 2_147_483_647;

/** A part of the money went back: the order stands, and counts for less. */
export const orderRefunded = async (
  { queries, store }: ChangeContext,
  { data: { orderId: externalId, amount } }: EventOf<'order.refunded'>,
): Promise<Change> => {
  const current = await lockOrder(queries, orderId(store.id, externalId));
  if (!current) return { changed: false, reason: 'unknown_subject' };
  if (current.currency !== amount.currency) return { changed: false, reason: 'other_currency' };
  await updateOrder(queries, { ...current, refunded: Math.min(mostMoney, current.refunded + amount.amount) });
  return applied;
};

/** What the order's codes come to, now that it stands so. */
const settleCodes = async (
  { queries, store }: ChangeContext,
  id: OrderId,
  { state, updatedAt }: { readonly state: OrderStatus; readonly updatedAt: Date },
): Promise<void> => {
  const cameToNothing = state === 'cancelled' || state === 'returned';
  const { policy } = cameToNothing ? await readStorePolicy(queries, store.id, updatedAt) : { policy: undefined };
  const reopens = (offer: string): boolean => policy?.offers.byId[offer]?.afterReturn === 'reopen';
  await settleRedemptions(queries, id, { cameToNothing, reopens, at: updatedAt });
};
