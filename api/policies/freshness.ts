import { z } from 'zod';
import type { FreshnessPolicy } from '../../domain/policy/freshness.ts';
import { duration } from './fields.ts';

export const freshness = z
  .strictObject({
    scores: duration.meta({ description: 'the scores of all customers, which the night makes' }),
    statistics: duration.meta({ description: 'how long a changed order may wait for its customer’s new score' }),
    segments: duration.meta({
      description:
        'the segments of all customers; older ones are not used, and rules about orders decide in their place',
    }),
    sales: duration.meta({ description: 'the count of what sells' }),
    catalogue: duration.meta({ description: 'the newest description of any product' }),
  })
  .meta({
    title: 'Freshness',
    description: 'How old what is kept of the shop may be before it counts as stale.',
  }) satisfies z.ZodType<FreshnessPolicy>;
