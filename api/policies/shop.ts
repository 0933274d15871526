import { z } from 'zod';
import type { ShopPolicy } from '../../domain/policy/shop.ts';
import { duration } from './fields.ts';

export const shop = z
  .strictObject({
    salesCycle: duration
      .nullable()
      .meta({ description: 'the usual time between two orders of a customer; null: not filled in' }),
    deliveryTime: duration.nullable().meta({ description: 'from an order to its delivery; null: not filled in' }),
    margin: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .meta({ description: 'what is left of a sale, in percent of its price; null: not filled in' }),
  })
  .meta({
    title: 'Shop',
    description: 'What differs from shop to shop, and what journeys must not copy from another one.',
  }) satisfies z.ZodType<ShopPolicy>;
