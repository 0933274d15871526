import { noon } from './intake-server.ts';

let count = 0;

/** An event as a store would post it, `minutes` after noon. */
export const told = (
  type: string,
  customer: object,
  data: object,
  minutes = 0,
  id = `event-${(count += 1)}`,
): Record<string, unknown> => ({
  id,
  type,
  occurredAt: new Date(noon + minutes * 60_000).toISOString(),
  customer,
  data,
});

const line = { productId: 'sku-1', quantity: 1, unitPrice: { amount: 3990, currency: 'EUR' } };

export const cart = (customer: object, cartId: string, minutes = 0, quantity = 1) =>
  told('cart.updated', customer, { cartId, lines: [{ ...line, quantity }] }, minutes);

export const emptied = (customer: object, cartId: string, minutes = 0) =>
  told('cart.emptied', customer, { cartId }, minutes);

export const checkout = (customer: object, cartId: string, minutes = 0) =>
  told('checkout.started', customer, { cartId }, minutes);

export const order = (customer: object, orderId: string, minutes = 0, cartId?: string) =>
  told('order.placed', customer, { orderId, cartId, lines: [line], total: { amount: 3990, currency: 'EUR' } }, minutes);
