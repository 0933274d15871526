import { z } from 'zod';
import type { RecentBuyersPolicy } from '../../domain/policy/recent-buyers.ts';
import { duration, rank } from './fields.ts';
import { anySegment } from './segments.ts';

export const recentBuyers = z
  .strictObject({
    pause: duration.meta({ description: 'for how long after an order a customer is left alone' }),
    bySegment: z
      .record(anySegment, duration)
      .meta({ description: 'another time for these segments; of several the longest' }),
    except: z.array(rank).max(20).meta({ description: 'messages of these ranks go out all the same' }),
  })
  .meta({
    title: 'Recent buyers',
    description: 'Who has just bought is left alone for a while.',
  }) satisfies z.ZodType<RecentBuyersPolicy>;
