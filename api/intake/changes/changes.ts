import type { StoreEventType } from '../../../domain/events.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import { goesByInterests } from '../goes-by-interests.ts';
import { cartEmptied, cartUpdated, checkoutStarted } from './cart.ts';
import type { Change, ChangeContext, EventOf } from './change.ts';
import { consentChanged, newsletterSubscribed, profileTold } from './customer.ts';
import { customerMerged } from './merge.ts';
import { orderChanged, orderDelayed, orderPlaced, orderRefunded } from './order.ts';
import { appointmentSet, readyForPickup } from './handover.ts';
import { alertCancelled, alertRequested, productViewed, wishlistAdded, wishlistRemoved } from './interest.ts';
import { priceChanged, productUpserted, stockChanged } from './product.ts';
import {
  formSubmitted,
  loyaltyChanged,
  referralConverted,
  reviewSubmitted,
  ticketClosed,
  ticketOpened,
} from './relation.ts';

type Changes = {
  readonly [Type in StoreEventType]: ((context: ChangeContext, event: EventOf<Type>) => Promise<Change>) | undefined;
};

/** What each event does to the state; undefined when it is only kept. */
export const changes: Changes = {
  'customer.created': profileTold,
  'customer.updated': profileTold,
  'customer.logged_in': undefined,
  'customer.consent_changed': consentChanged,
  'customer.merged': customerMerged,
  'newsletter.subscribed': newsletterSubscribed,
  'product.upserted': productUpserted,
  'product.stock_changed': stockChanged,
  'product.price_changed': priceChanged,
  'product.viewed': productViewed,
  'wishlist.added': wishlistAdded,
  'wishlist.removed': wishlistRemoved,
  'alert.requested': alertRequested,
  'alert.cancelled': alertCancelled,
  'page.viewed': undefined,
  'cart.updated': cartUpdated,
  'cart.emptied': cartEmptied,
  'checkout.started': checkoutStarted,
  'order.placed': orderPlaced,
  'order.cancelled': orderChanged,
  'order.shipped': orderChanged,
  'order.delayed': orderDelayed,
  'order.delivered': orderChanged,
  'order.returned': orderChanged,
  'order.refunded': orderRefunded,
  'order.appointment_set': appointmentSet,
  'order.ready_for_pickup': readyForPickup,
  'loyalty.changed': loyaltyChanged,
  'referral.converted': referralConverted,
  'review.submitted': reviewSubmitted,
  'ticket.opened': ticketOpened,
  'ticket.closed': ticketClosed,
  'form.submitted': formSubmitted,
};

/** What customers are interested in is kept for journeys that begin with what it shows, and for nothing else. */
const signs: readonly StoreEventType[] = [
  'product.viewed',
  'wishlist.added',
  'wishlist.removed',
  'alert.requested',
  'alert.cancelled',
];

/** What an event of this type does to the state, where these are the journeys that there are. */
export const changeOf = (specs: readonly JourneySpec[], type: StoreEventType): Changes[StoreEventType] =>
  signs.includes(type) && !goesByInterests(specs) ? undefined : changes[type];
