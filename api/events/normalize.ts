import type { StoreEvent } from './catalogue.ts';

/** A cart that is told without a line was emptied: shops say it either way. */
export const normalize = (event: StoreEvent): StoreEvent =>
  event.type === 'cart.updated' && event.data.lines.length === 0
    ? { ...event, type: 'cart.emptied', data: { cartId: event.data.cartId } }
    : event;
