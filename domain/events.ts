import type { IntentSignal } from './intents/detect.ts';
import type { CampaignPath } from './season/paths.ts';
import type { CampaignId, CartId, FormId, OrderId, ParcelId, ProductId, TicketId } from './ids.ts';
import type { SignUpWay } from './sign-up.ts';

type NoIds = Readonly<Record<string, never>>;

/** What the store tells, by name, with the ids and words of ours that a journey may know of it (never personal data). */
export interface StoreEventIds {
  'customer.created': NoIds;
  'customer.updated': NoIds;
  'customer.logged_in': NoIds;
  'customer.consent_changed': NoIds;
  'customer.merged': NoIds;
  'newsletter.subscribed': { via: SignUpWay };
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
  'order.delayed': { orderId: OrderId };
  'order.delivered': { orderId: OrderId };
  'order.returned': { orderId: OrderId };
  'order.refunded': { orderId: OrderId };
  'loyalty.changed': NoIds;
  'referral.converted': NoIds;
  'ticket.opened': { ticketId: TicketId };
  'ticket.closed': { ticketId: TicketId };
  'form.submitted': { formId: FormId };
}

export type StoreEventType = keyof StoreEventIds;

/** What intake makes of what it is told, for journeys alone: no store posts these. */
export interface DerivedEventIds {
  /** Somebody bought; days, in digits, until their parcel should come, and until they have been away for long. */
  'customer.bought': { orderId: OrderId; quietDays: string; deliveryDays: string };
  /** Something that is used up was bought; the days, in digits, for which it will last. */
  'product.bought': { orderId: OrderId; productId: ProductId; lastsDays: string };
  /** Somebody showed, by what they looked at, that they are about to choose; the product that shows it most. */
  'intent.shown': { signal: IntentSignal; productId: ProductId };
  /** A campaign of a season is prepared for a customer, who goes through it by one path. */
  'campaign.entered': { campaignId: CampaignId; path: CampaignPath };
}

export type DerivedEventType = keyof DerivedEventIds;

/** Each once: the compiler names the one that is missing. */
export const derivedEvents: Readonly<Record<DerivedEventType, true>> = {
  'customer.bought': true,
  'product.bought': true,
  'intent.shown': true,
  'campaign.entered': true,
};

/** Every event that a journey may know. */
export interface EventIds extends StoreEventIds, DerivedEventIds {}

export type EventType = keyof EventIds;

/** One value of any event's ids, as it travels to Temporal. */
export type AnyEventIds = EventIds[EventType];
