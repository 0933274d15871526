import { z } from 'zod';
import type { ServiceCasesPolicy } from '../../domain/policy/service-cases.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { duration, rank } from './fields.ts';

export const serviceCases = z
  .strictObject({
    pauses: z.array(rank).max(20).meta({ description: 'marketing of these ranks waits' }),
    atMost: duration
      // Retention goes by it.
      .refine((text) => durationMillis(text) <= durationMillis('365 days'), 'is at most 365 days')
      .meta({ description: 'a case that nobody closed counts for this long' }),
  })
  .meta({
    title: 'Service cases',
    description: 'What waits while a customer has a question open at customer service, and on the day of its answer.',
  }) satisfies z.ZodType<ServiceCasesPolicy>;
