import { z } from 'zod';
import type { RanksPolicy } from '../../domain/policy/ranks.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { duration, rank } from './fields.ts';

export const ranks = z
  .strictObject({
    order: z
      .array(rank)
      .length(rank.options.length)
      .refine((order) => new Set(order).size === order.length, 'names every rank once')
      .meta({ description: 'every rank once, the one that wins over all others first' }),
    horizon: duration
      .refine((text) => durationMillis(text) <= durationMillis('24 hours'), 'is at most 24 hours')
      .meta({ description: 'a lower rank leaves the last place to a higher one that is due within this time' }),
  })
  .meta({
    title: 'Ranks',
    description: 'Which message goes first where not all may go.',
  }) satisfies z.ZodType<RanksPolicy>;
