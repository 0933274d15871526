import { z } from 'zod';
import type { SmsMoment, SmsPolicy } from '../../domain/policy/sms.ts';
import type { CustomerValue } from '../../domain/segments/value.ts';
import { duration, minorUnits, priceByCountry, rank } from './fields.ts';

const values = ['high', 'standard', 'low'] as const satisfies readonly CustomerValue['value'][];

const moment = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/u, 'is lower case letters, digits and hyphens'),
  ranks: z.array(rank).min(1).max(20).meta({ description: 'it is about messages of these ranks' }),
  journeys: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'of these journeys only' }),
  basketFrom: minorUnits.optional().meta({ description: 'what of the cart can be bought is worth at least this' }),
  values: z.array(z.enum(values)).min(1).max(3).optional().meta({ description: 'only for customers of this worth' }),
  silentFor: duration.optional().meta({ description: 'only for who has answered nothing for this long' }),
  within: duration.optional().meta({ description: 'only at most this long after it was due' }),
}) satisfies z.ZodType<SmsMoment>;

/** What a segment may cost: beyond it somebody wrote another unit. */
const segmentPrice = minorUnits
  .max(1_000)
  .meta({ description: 'of one segment, in minor units of the store’s currency' });

const dayMoney = minorUnits.max(100_000_000).nullable();

export const sms = z
  .strictObject({
    moments: z
      .array(moment)
      .max(50)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'has an id twice')
      .meta({ description: 'marketing that none of these allows goes by e-mail, or not at all' }),
    mostSegments: z.int().min(1).max(6).meta({ description: 'how long marketing may be, with the words about STOP' }),
    segmentPrice: priceByCountry(segmentPrice).meta({
      description: 'what a segment costs, by the country of the number',
    }),
    dailyBudget: z
      .strictObject({ marketing: dayMoney, transactional: dayMoney })
      .meta({ description: 'the most that is spent on a civil day of the store; empty: no limit' }),
    stopNumber: z
      .string()
      .trim()
      .regex(/^\+?[0-9 ]{3,16}$/u, 'is a number, as customers dial it: 36105')
      .nullable()
      .meta({ description: 'where STOP is sent to, as messages say it; empty: customers answer the message' }),
  })
  .meta({
    title: 'Text messages',
    description: 'What is worth a text message, what one costs, and how much may be spent on a day.',
  }) satisfies z.ZodType<SmsPolicy>;
