import { z } from 'zod';
import type { DeliveryPolicy } from '../../domain/policy/delivery.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { instant } from '../events/fields.ts';

const at = instant as z.ZodType as z.ZodType<Instant>;

export const delivery = z
  .strictObject({
    cutOffs: z
      .array(
        z
          .strictObject({
            lastOrder: at.meta({ description: 'orders after this come too late' }),
            date: at.meta({ description: 'the date itself: from then on there is nothing to be late for' }),
          })
          .refine(({ lastOrder, date }) => Date.parse(lastOrder) < Date.parse(date), {
            path: ['date'],
            message: 'must be after `lastOrder`',
          }),
      )
      .max(50)
      .meta({ description: 'dates that everybody buys for, and until when an order still comes in time' }),
  })
  .meta({
    title: 'Delivery',
    description: 'Until when parcels come in time. Who fills a cart later is told of the gift card.',
  }) satisfies z.ZodType<DeliveryPolicy>;
