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
/** Something was bought that the store names others to go with. */
export const categoryBought = event('category.bought');

/** The birthday comes. */
export const birthdayNear = event('birthday.near');

/** The birthday is another day than was told before. */
export const birthdayChanged = event('birthday.changed');

/** The day of the first order comes back. */
export const anniversaryNear = event('anniversary.near');

/** Points or tier changed, with what the customer does with their points. */
export const loyaltyStanding = event('loyalty.standing');

/** Somebody said that they are happy with what they bought. */
export const customerSatisfied = event('customer.satisfied');

/** Somebody whom the customer invited bought. */
export const referralConverted = event('referral.converted');

/** A customer asked customer service for help. */
export const ticketOpened = event('ticket.opened');

/** Somebody asked for the news of one category. */
export const interestDeclared = event('interest.declared');

/** The carrier comes at an appointed time. */
export const appointmentSet = event('order.appointment_set');

/** An order comes later than was promised. */
export const orderDelayed = event('order.delayed');

/** An order lies ready where its customer fetches it. */
export const readyForPickup = event('order.ready_for_pickup');

/** A product can be bought again that the customer wants to hear of. */
export const backInStockAgain = event('product.back_in_stock');

/** Few are left of a product that the customer wants to hear of. */
export const lowInStock = event('product.low_in_stock');

/** A product that the customer wants to hear of costs less. */
export const priceDropped = event('product.price_dropped');

/** The customer put the product into a cart, or ordered it. */
export const productTaken = event('product.taken');

/** The customer took the product off their wish list. */
export const wishlistRemoved = event('wishlist.removed');

/** The customer does not want to be told of the product any more. */
export const alertCancelled = event('alert.cancelled');

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

/** A score of the customer came within a watch of the store's policy: at risk, for example. */
export const scoreEntered = event('score.entered');

/** The score left that watch again. */
export const scoreLeft = event('score.left');

/** The customer came into a segment: high intent, for example. */
export const segmentEntered = event('segment.entered');

/** The customer left that segment again. */
export const segmentLeft = event('segment.left');

/** Something was put on a wish list. */
export const wishlistAdded = event('wishlist.added');
