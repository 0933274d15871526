import { productsOfMessage } from '../../../db/facts/products-of-message.ts';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { ProductsOfMessage } from '../../../domain/rules/facts/products.ts';

/** The products of the message as the rules see them; undefined when it is about no cart, or the cart is gone. */
export const productsSeen = (facts: GateFacts): ProductsOfMessage | undefined => {
  const { cart, customer, store } = facts;
  return cart && productsOfMessage({ ...facts, cart }, customer.locale ?? store.locale);
};
