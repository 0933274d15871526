/** Every journey, under the name that Temporal knows it by. A new one is one line here. */
export { cartAbandonment } from './cart-abandonment.ts';
export { doubleOptIn } from './double-opt-in.ts';
