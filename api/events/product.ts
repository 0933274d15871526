import { z } from 'zod';
import { productId } from '../../db/ids.ts';
import type { StoreId } from '../../domain/ids.ts';
import { locales } from '../../domain/templates.ts';
import { defineEvent } from './definition.ts';
import { externalId, instant, money, text, webUrl } from './fields.ts';

const ids = (store: StoreId, data: { readonly productId: string }) => ({ productId: productId(store, data.productId) });

const stock = z.int().min(-1_000_000).max(1_000_000_000);
const named = z.strictObject({ productId: externalId });

export const productEvents = {
  'product.upserted': defineEvent({
    type: 'product.upserted',
    about: 'A product is new or was described anew. Price and stock may come along.',
    customer: 'none',
    data: z.strictObject({
      productId: externalId,
      title: text(300),
      translations: z
        .partialRecord(z.enum(locales), z.strictObject({ title: text(300) }))
        .optional()
        .meta({ description: 'titles in other languages' }),
      imageUrl: webUrl.optional(),
      imageExpiresAt: instant.optional().meta({ description: 'after this the picture is not shown any more' }),
      imageLocale: z
        .enum(locales)
        .optional()
        .meta({ description: 'the language of words in the picture: it is shown in messages of this language alone' }),
      url: webUrl.optional(),
      category: text(200).optional(),
      usualDays: z.int().min(1).max(3650).optional().meta({ description: 'how long one unit lasts, in days' }),
      price: money.optional(),
      stock: stock.optional(),
    }),
    example: {
      productId: 'sku-1',
      title: 'Teapot',
      translations: { fr: { title: 'Théière' } },
      imageUrl: 'https://shop.example/teapot.jpg',
      url: 'https://shop.example/teapot',
      category: 'kitchen',
      price: { amount: 3990, currency: 'EUR' },
      stock: 12,
    },
    ids,
  }),
  'product.stock_changed': defineEvent({
    type: 'product.stock_changed',
    about: 'How many units can be sold.',
    customer: 'none',
    data: z.strictObject({ productId: externalId, stock }),
    example: { productId: 'sku-1', stock: 0 },
    ids,
  }),
  'product.price_changed': defineEvent({
    type: 'product.price_changed',
    about: 'A product has another price.',
    customer: 'none',
    data: z.strictObject({ productId: externalId, price: money }),
    example: { productId: 'sku-1', price: { amount: 2990, currency: 'EUR' } },
    ids,
  }),
  'product.viewed': defineEvent({
    type: 'product.viewed',
    about:
      "A customer looked at a product's page: told when they come, and again with `seconds` when they leave, where the shop measures it.",
    data: named.extend({
      seconds: z
        .int()
        .min(1)
        .max(3_600)
        .optional()
        .meta({ description: 'how long it was looked at since it was last told' }),
    }),
    example: { productId: 'sku-1' },
    ids,
  }),
  'wishlist.added': defineEvent({
    type: 'wishlist.added',
    about: 'A customer put a product on their wish list.',
    data: named,
    example: { productId: 'sku-1' },
    ids,
  }),
  'wishlist.removed': defineEvent({
    type: 'wishlist.removed',
    about: 'A customer took a product off their wish list.',
    data: named,
    example: { productId: 'sku-1' },
    ids,
  }),
  'alert.requested': defineEvent({
    type: 'alert.requested',
    about: 'A customer asked to be told, once, when a product can be bought again, or costs less.',
    data: named.extend({ about: z.enum(['stock', 'price']) }),
    example: { productId: 'sku-1', about: 'stock' },
    ids,
  }),
  'alert.cancelled': defineEvent({
    type: 'alert.cancelled',
    about: 'A customer does not want to be told any more.',
    data: named,
    example: { productId: 'sku-1' },
    ids,
  }),
};
