import { z } from 'zod';
import { interestWays } from '../../domain/alerts/alert.ts';
import type { AlertsPolicy } from '../../domain/policy/alerts.ts';
import { duration } from './fields.ts';

const to = z
  .array(z.enum(interestWays))
  .max(interestWays.length)
  .refine((ways) => new Set(ways).size === ways.length, 'names each once')
  .meta({ description: 'who hears of it besides those who asked to' });

export const alerts = z
  .strictObject({
    backInStock: z.strictObject({ to }).meta({ description: 'a product that can be bought again' }),
    lowStock: z
      .strictObject({ to, at: z.int().min(1).max(1_000).meta({ description: 'few are left from here downwards' }) })
      .meta({ description: 'a product that is nearly sold out' }),
    priceDrop: z
      .strictObject({
        to,
        atLeast: z
          .number()
          .min(1)
          .max(90)
          .meta({ description: 'percent below what they saw, and below the lowest price of the 30 days before' }),
        knownFor: duration.meta({
          description: 'for how long before it prices must be known: a reduction from an unknown price is none',
        }),
      })
      .meta({ description: 'a product that costs less' }),
    viewed: z
      .strictObject({ visits: z.int().min(1).max(10), within: duration })
      .meta({ description: 'who looked this often is interested' }),
    again: duration.meta({ description: 'nobody hears of the same product again within this time, unless they asked' }),
    perMinute: z.int().min(1).max(100_000).meta({ description: 'customers told in a minute, at most' }),
    perUnit: z.int().min(1).max(10_000).meta({ description: 'customers told in an hour, for each unit that is left' }),
  })
  .meta({
    title: 'Alerts',
    description: 'Who hears that a product is back, nearly gone, or costs less.',
  }) satisfies z.ZodType<AlertsPolicy>;
