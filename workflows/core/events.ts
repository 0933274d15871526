import { event } from './event.ts';

/** A cart was made or changed. */
export const cartUpdated = event('cart.updated');

/** A cart lost its last line. */
export const cartEmptied = event('cart.emptied');

/** The customer began to pay for a cart. */
export const checkoutStarted = event('checkout.started');

/** The customer bought. */
export const orderPlaced = event('order.placed');

/** Somebody asked for the newsletter. */
export const newsletterSubscribed = event('newsletter.subscribed');

/** Consent was given or withdrawn, or waits for its confirmation. */
export const consentChanged = event('customer.consent_changed');

/** A person became a customer: an account was made. */
export const customerCreated = event('customer.created');

/** The customer bought, with how long the parcel takes and until when they may stay away. */
export const customerBought = event('customer.bought');

/** Something that is used up was bought, with how long it lasts. */
export const productBought = event('product.bought');

/** Somebody is about to choose, and has not: what they looked at tells. */
export const intentShown = event('intent.shown');

/** An order was cancelled, by the customer or the store. */
export const orderCancelled = event('order.cancelled');

/** A parcel of an order left. */
export const orderShipped = event('order.shipped');

/** An order arrived. */
export const orderDelivered = event('order.delivered');

/** An order came back. */
export const orderReturned = event('order.returned');

/** A campaign of a season is prepared for the customer. */
export const campaignEntered = event('campaign.entered');
