import type { EventType } from './events.ts';

/** What people do themselves, by which a store knows that they still want to hear of it. An open is nothing that they do. */
export const contactKinds = [
  'purchase',
  'cart',
  'form',
  'consent',
  'account',
  'log-in',
  'wish',
  'service',
  'click',
  'reply',
] as const;
export type ContactKind = (typeof contactKinds)[number];

/** Which events of a store are an act of the customer; clicks and replies are told by providers. */
export const contactOf: Readonly<Partial<Record<EventType, ContactKind>>> = {
  'customer.created': 'account',
  'customer.logged_in': 'log-in',
  'customer.consent_changed': 'consent',
  'newsletter.subscribed': 'consent',
  'wishlist.added': 'wish',
  'alert.requested': 'wish',
  'cart.updated': 'cart',
  'cart.emptied': 'cart',
  'checkout.started': 'cart',
  'order.placed': 'purchase',
  'ticket.opened': 'service',
  'form.submitted': 'form',
};
