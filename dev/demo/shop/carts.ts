import { productBySku } from '../catalogue.ts';
import type { StoreEvent } from '../store-event.ts';
import type { CartContents } from './pages.ts';

/** The shop's own memory of its carts, filled from the events that it posts. */
export interface Carts {
  apply(event: StoreEvent): void;
  find(cartId: string): CartContents | undefined;
}

export const createCarts = (): Carts => {
  const carts = new Map<string, CartContents>();
  return {
    apply: ({ type, data }) => {
      if (type !== 'cart.updated' && type !== 'checkout.started' && type !== 'order.placed') return;
      const cartId = String(data['cartId']);
      const lines = (data['lines'] as readonly { productId: string; quantity: number }[]).map((line) => ({
        product: productBySku(line.productId)!,
        quantity: line.quantity,
      }));
      carts.set(cartId, { lines, ordered: type === 'order.placed' || (carts.get(cartId)?.ordered ?? false) });
    },
    find: (cartId) => carts.get(cartId),
  };
};
