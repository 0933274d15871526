import { z } from 'zod';
import { cartId } from '../../db/ids.ts';
import type { StoreId } from '../../domain/ids.ts';
import { defineEvent } from './definition.ts';
import { externalId, lines, text, webUrl } from './fields.ts';

const ids = (store: StoreId, data: { readonly cartId: string }) => ({ cartId: cartId(store, data.cartId) });

const exampleLines = [{ productId: 'sku-1', quantity: 2, unitPrice: { amount: 3990, currency: 'EUR' } }];

export const cartEvents = {
  'cart.updated': defineEvent({
    type: 'cart.updated',
    about: 'A cart has new contents: all its lines, not the change. Without a line it is emptied.',
    data: z.strictObject({
      cartId: externalId,
      lines,
      url: webUrl.optional().meta({ description: 'where the customer finds the cart again' }),
    }),
    example: { cartId: 'cart-1', lines: exampleLines, url: 'https://shop.example/cart/cart-1' },
    ids,
  }),
  'cart.emptied': defineEvent({
    type: 'cart.emptied',
    about: 'A cart was emptied or deleted by its customer.',
    data: z.strictObject({ cartId: externalId }),
    example: { cartId: 'cart-1' },
    ids,
  }),
  'checkout.started': defineEvent({
    type: 'checkout.started',
    about: 'A customer went to the checkout with a cart.',
    data: z.strictObject({
      cartId: externalId,
      lines: lines.min(1).optional(),
      url: webUrl.optional(),
      step: text(60).optional().meta({ description: 'how far: `address`, `delivery`, `payment`' }),
    }),
    example: { cartId: 'cart-1', step: 'delivery' },
    ids,
  }),
};
