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
