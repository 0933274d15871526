import { z } from 'zod';
import type { ProductsPolicy } from '../../domain/policy/products.ts';
import { duration } from './fields.ts';

const fields = z.array(z.enum(['title', 'language', 'image', 'link', 'price'])).max(5);
const untilToldAnew = 'null: until it is told anew';

/** A host name, or `*.` and one. */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/u, 'write a host such as help.shop.example, or *.shop.example');

export const products = z
  .strictObject({
    needs: z
      .strictObject({
        cart: fields.meta({ description: "to be shown as a line of the customer's own cart" }),
        recommended: fields.meta({ description: 'to be proposed by us' }),
      })
      .meta({ description: 'what a product must have' }),
    freshFor: z
      .strictObject({
        stock: duration.nullable().meta({ description: `a product whose stock is told at all; ${untilToldAnew}` }),
        price: duration.nullable().meta({ description: untilToldAnew }),
        description: duration.nullable().meta({ description: untilToldAnew }),
      })
      .meta({ description: 'for how long what the store told holds' }),
    stockSilence: z.enum(['unchanged', 'unknown']).meta({
      description:
        'what it means that a stock was not told anew: unchanged (as fresh as the newest of the catalogue) or unknown',
    }),
    linkHosts: z.array(host).max(50).meta({ description: "hosts besides the store's own that links may lead to" }),
    cart: z
      .strictObject({
        outOfStock: z
          .enum(['shown', 'left-out'])
          .meta({ description: 'what becomes of lines that cannot be bought any more' }),
        oldPrice: z.boolean().meta({ description: 'beside a price that fell, the one that the cart was filled at' }),
        tellStockFrom: z
          .int()
          .min(0)
          .max(1_000)
          .meta({ description: '"only 2 left" from this stock downwards; 0: only where the cart wants more' }),
      })
      .meta({ description: "how the lines of the customer's own cart are shown" }),
    alternatives: z
      .strictObject({
        most: z.int().min(0).max(6).meta({ description: 'shown in one message at most' }),
        priceWithin: z
          .int()
          .min(1)
          .max(50)
          .meta({ description: "how far the price may be from the wanted product's, in percent of it" }),
        order: z.enum(['best-seller', 'nearest']).meta({ description: 'which comes first' }),
      })
      .meta({ description: 'what stands in for a product that is out of stock' }),
    recommendAbove: z
      .int()
      .min(0)
      .max(1_000_000)
      .meta({ description: 'products with no more units than this leave proposals' }),
  })
  .meta({
    title: 'Products',
    description: 'When a product may be shown, and what takes its place when it cannot be bought.',
  }) satisfies z.ZodType<ProductsPolicy>;
