import { z } from 'zod';
import type { IntentsPolicy } from '../../domain/policy/intents.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { duration } from './fields.ts';

/** What is kept of a product is its last ten visits, and what is kept at all leaves after some time. */
const within = duration
  .refine((text) => durationMillis(text) <= durationMillis('60 days'), 'is at most 60 days')
  .meta({ description: 'what was looked at longer ago does not count' });

export const intents = z
  .strictObject({
    apart: duration.meta({
      description: 'a look within this time of a visit is part of it: a reload is no second visit',
    }),
    visits: z
      .strictObject({ count: z.int().min(2).max(10), within })
      .nullable()
      .meta({ description: 'so many visits to the page of one product; null: not looked for' }),
    time: z
      .strictObject({ spent: duration, within })
      .nullable()
      .meta({ description: 'so long on the page of one product, where the shop tells how long; null: not looked for' }),
    category: z
      .strictObject({ products: z.int().min(2).max(50), within })
      .nullable()
      .meta({ description: 'so many products of one category; null: not looked for' }),
    season: z
      .strictObject({
        categories: z.array(z.string().trim().min(1).max(200)).min(1).max(100),
        products: z.int().min(1).max(50),
        within,
      })
      .nullable()
      .meta({ description: 'so many products of the categories of a season; null: there is none' }),
  })
  .meta({
    title: 'Intents',
    description: 'By what is seen that somebody is about to choose, and has not.',
  }) satisfies z.ZodType<IntentsPolicy>;
