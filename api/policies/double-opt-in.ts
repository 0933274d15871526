import { z } from 'zod';
import type { DoubleOptInPolicy } from '../../domain/policy/double-opt-in.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { duration } from './fields.ts';

const hourMillis = 3_600_000;

export const doubleOptIn = z
  .strictObject({
    enabled: z.boolean().meta({ description: 'newsletter subscriptions count only once confirmed by a link' }),
    linkLife: duration
      .refine((life) => durationMillis(life) >= 24 * hourMillis && durationMillis(life) <= 48 * hourMillis, {
        error: 'is between 24 and 48 hours',
      })
      .meta({ description: 'how long the link works: 24 to 48 hours' }),
    perAddress: z
      .strictObject({ hour: z.int().min(1).max(3), day: z.int().min(1).max(24) })
      .meta({ description: 'confirmations to one address in an hour (at most 3) and in a day' }),
    perNetworkHour: z
      .int()
      .min(1)
      .max(10_000)
      .meta({ description: 'confirmations in an hour for sign-ups from one network' }),
  })
  .meta({
    title: 'Double opt-in',
    description: 'Who subscribes confirms it by a link that is sent to the address.',
  }) satisfies z.ZodType<DoubleOptInPolicy>;
