import type { InterestWay } from './alerts/alert.ts';
import type { IntentSignal } from './intents/detect.ts';
import type { CampaignKind } from './season/campaign.ts';
import type { CampaignPath } from './season/paths.ts';
import type { AlertId, CampaignId, CartId, FormId, InterestId, OrderId, ParcelId, ProductId, TicketId } from './ids.ts';
import type { LoyaltyStanding } from './loyalty/standing.ts';
import type { OrderPlace } from './order-place.ts';
import type { AnySegment } from './segments/names.ts';
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
  'wishlist.removed': { productId: ProductId };
  'alert.requested': { productId: ProductId };
  'alert.cancelled': { productId: ProductId };
  'page.viewed': NoIds;
  'cart.updated': { cartId: CartId };
  'cart.emptied': { cartId: CartId };
  'checkout.started': { cartId: CartId };
  'order.placed': { orderId: OrderId; cartId?: CartId };
  'order.cancelled': { orderId: OrderId };
  'order.shipped': { orderId: OrderId; parcelId: ParcelId };
  'order.delayed': { orderId: OrderId };
  'order.appointment_set': { orderId: OrderId };
  'order.ready_for_pickup': { orderId: OrderId };
  'order.delivered': { orderId: OrderId };
  'order.returned': { orderId: OrderId };
  'order.refunded': { orderId: OrderId };
  'loyalty.changed': NoIds;
  'referral.converted': NoIds;
  'review.submitted': NoIds;
  'ticket.opened': { ticketId: TicketId };
  'ticket.closed': { ticketId: TicketId };
  'form.submitted': { formId: FormId };
}

export type StoreEventType = keyof StoreEventIds;

/** What follows from what a store tells, from a date or a campaign, for journeys alone: no store posts these. */
export interface DerivedEventIds {
  /**
   * Somebody bought, and where; days, in digits, until their parcel should come, and until they have been away for long;
   * whether anything of it, or of what they bought in the weeks before, was sold below its usual price.
   */
  'customer.bought': {
    orderId: OrderId;
    place: OrderPlace;
    quietDays: string;
    deliveryDays: string;
    discounted?: 'yes' | 'no';
  };
  /** Something that is used up was bought; the days, in digits, for which it will last, and what says so. */
  'product.bought': { orderId: OrderId; productId: ProductId; lastsDays: string } & Partial<RenewalEvidence>;
  /** A product can be bought again, is nearly sold out, or costs less; why this customer is told. */
  'product.back_in_stock': { productId: ProductId; alertId: AlertId; interest: InterestWay };
  'product.low_in_stock': { productId: ProductId; alertId: AlertId; interest: InterestWay };
  'product.price_dropped': { productId: ProductId; alertId: AlertId; interest: InterestWay };
  /** The customer put a product, of which a run is about, into a cart, or ordered it. */
  'product.taken': { productId: ProductId };
  /** Somebody showed, by what they looked at, that they are about to choose; the product that shows it most. */
  'intent.shown': { signal: IntentSignal; productId: ProductId };
  /** A campaign of a season is prepared for a customer, who goes through it by one path. */
  'campaign.entered': { campaignId: CampaignId; kind: CampaignKind; path: CampaignPath };
  /** Something was bought of a category that the store names others to go with; the product is what was bought. */
  'category.bought': { orderId: OrderId; productId: ProductId };
  /** The birthday comes; the hours, in digits, until the morning of that day where the customer lives. */
  'birthday.near': { inHours: string };
  /** The birthday is another day than was told before, or is to be forgotten. */
  'birthday.changed': NoIds;
  /** The day of the first order comes back. */
  'anniversary.near': { inHours: string };
  /** Points or tier changed; what the customer does with their points. */
  'loyalty.standing': { standing: LoyaltyStanding };
  /** Somebody said that they are happy with what they bought. */
  'customer.satisfied': NoIds;
  /** Somebody asked for the news of one category. */
  'interest.declared': { interestId: InterestId };
  /** A score came within a watch of the store's policy. */
  'score.entered': { watch: string };
  /** It left the watch again. */
  'score.left': { watch: string };
  /** The customer came into a segment. */
  'segment.entered': { segment: AnySegment };
  /** They left it again. */
  'segment.left': { segment: AnySegment };
}

/** What an estimate rests on: the store's model of gaps or the rules, and so many gaps of the customer and of all. */
export interface RenewalEvidence {
  by: 'model' | 'rules';
  ownGaps: string;
  allGaps: string;
  /** Its version. */
  model: string;
}

export type DerivedEventType = keyof DerivedEventIds;

/** Each once: the compiler names the one that is missing. */
export const derivedEvents: Readonly<Record<DerivedEventType, true>> = {
  'customer.bought': true,
  'product.bought': true,
  'intent.shown': true,
  'score.entered': true,
  'score.left': true,
  'segment.entered': true,
  'segment.left': true,
  'campaign.entered': true,
  'category.bought': true,
  'birthday.near': true,
  'birthday.changed': true,
  'anniversary.near': true,
  'loyalty.standing': true,
  'customer.satisfied': true,
  'interest.declared': true,
  'product.back_in_stock': true,
  'product.low_in_stock': true,
  'product.price_dropped': true,
  'product.taken': true,
};

/** Every event that a journey may know. */
export interface EventIds extends StoreEventIds, DerivedEventIds {}

export type EventType = keyof EventIds;

/** One value of any event's ids, as it travels to Temporal. */
export type AnyEventIds = EventIds[EventType];
