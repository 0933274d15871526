/** Every journey, under the name that Temporal knows it by. A new one is one line here. */
export { accountActivation } from './account-activation.ts';
export { afterReturn } from './after-return.ts';
export { browseAbandonment } from './browse-abandonment.ts';
export { cartAbandonment } from './cart-abandonment.ts';
export { doubleOptIn } from './double-opt-in.ts';
export { firstOrder } from './first-order.ts';
export { parcelTracking } from './parcel-tracking.ts';
export { postPurchase } from './post-purchase.ts';
export { replenishment } from './replenishment.ts';
export { seasonalCountdown } from './seasonal-countdown.ts';
export { welcome } from './welcome.ts';
export { winBack } from './win-back.ts';
