import type { CartId, FormId, OrderId, ParcelId, ProductId, TicketId } from './ids.ts';

type NoIds = Readonly<Record<string, never>>;

/** What the store tells, by name, with the ids that a journey may know of it (never personal data). */
export interface EventIds {
  'customer.created': NoIds;
  'customer.updated': NoIds;
  'customer.logged_in': NoIds;
  'customer.consent_changed': NoIds;
  'customer.merged': NoIds;
  'newsletter.subscribed': NoIds;
  'product.upserted': { productId: ProductId };
  'product.stock_changed': { productId: ProductId };
  'product.price_changed': { productId: ProductId };
  'product.viewed': { productId: ProductId };
  'wishlist.added': { productId: ProductId };
  'page.viewed': NoIds;
  'cart.updated': { cartId: CartId };
  'cart.emptied': { cartId: CartId };
  'checkout.started': { cartId: CartId };
  'order.placed': { orderId: OrderId; cartId?: CartId };
  'order.cancelled': { orderId: OrderId };
  'order.shipped': { orderId: OrderId; parcelId: ParcelId };
  'order.delivered': { orderId: OrderId };
  'order.returned': { orderId: OrderId };
  'loyalty.changed': NoIds;
  'referral.converted': NoIds;
  'ticket.opened': { ticketId: TicketId };
  'ticket.closed': { ticketId: TicketId };
  'form.submitted': { formId: FormId };
}

export type EventType = keyof EventIds;

/** One value of any event's ids, as it travels to Temporal. */
export type AnyEventIds = EventIds[EventType];
