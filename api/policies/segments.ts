import { z } from 'zod';
import type { SegmentsPolicy } from '../../domain/policy/segments.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import { segment } from './fields.ts';

const percent = z.number().min(0.1).max(100);
const days = z.int().min(1).max(3_650);
const months = z.int().min(1).max(120);
const probability = z.number().min(0).max(1);

/** Who is inside stays longer than who is outside would come in. */
const isFurtherOut = ({ enter, stay }: { readonly enter: number; readonly stay: number }) => stay >= enter;
const further = { path: ['stay'], message: 'must let in no fewer than `enter`' };

/** A segment of ours, or one that the store saved. */
export const anySegment = z.union([
  segment,
  z.string().regex(/^saved:[a-z0-9][a-z0-9-]{0,59}$/u, 'is one of the segments, or saved: and a name'),
]) as z.ZodType<string> as z.ZodType<AnySegment>;

export const segments = z
  .strictObject({
    vip: z
      .strictObject({
        enter: percent.meta({ description: 'VIP: among so many percent of the buyers at the top' }),
        stay: percent.meta({ description: 'who is one stays one among so many percent' }),
        minimumOrders: z.int().min(1).max(100).meta({ description: 'days with a purchase that a VIP has at least' }),
      })
      .refine(isFurtherOut, further)
      .meta({ description: 'the best customers' }),
    loyaltyActive: z
      .strictObject({
        days: days.meta({ description: 'active member: used points within so many days' }),
        gaps: z.number().min(0).max(20).meta({ description: 'or within so many of their own usual gaps, if longer' }),
      })
      .meta({ description: 'who uses points' }),
    ambassador: z
      .strictObject({
        referralDays: days.meta({ description: 'ambassador: a friend of theirs bought within so many days' }),
        reviews: z.int().min(1).max(1_000).meta({ description: 'or so many good reviews' }),
      })
      .meta({ description: 'who brings others' }),
    highIntent: z
      .strictObject({
        enter: z.number().min(0.1).max(1_000).meta({ description: 'high intent: from this score on' }),
        stay: z.number().min(0.1).max(1_000).meta({ description: 'and until it falls below this one' }),
      })
      .refine(({ enter, stay }) => stay <= enter, { path: ['stay'], message: 'must not lie above `enter`' })
      .meta({ description: 'who is about to buy' }),
    priceSensitive: z
      .strictObject({
        enter: percent.meta({ description: 'price-sensitive: among so many percent who most often buy cheaper' }),
        stay: percent.meta({ description: 'who is one stays one among so many percent' }),
        minimumOrders: z.int().min(1).max(100).meta({ description: 'judged from so many days with a purchase on' }),
        minimumLines: z.int().min(1).max(1_000).meta({ description: 'or from so many products bought on' }),
      })
      .refine(isFurtherOut, further)
      .meta({ description: 'who goes by prices' }),
    firstTimeFading: z
      .strictObject({
        fromMonths: months.meta({ description: 'bought once, at least so many months ago' }),
        toMonths: months.meta({ description: 'and less than so many' }),
      })
      .refine(({ fromMonths, toMonths }) => toMonths > fromMonths, {
        path: ['toMonths'],
        message: 'must be more than `fromMonths`',
      })
      .meta({ description: 'who bought once and did not return' }),
    visitorDays: days.meta({ description: 'visitor: did something within so many days' }),
    atRisk: z
      .strictObject({
        alive: z
          .strictObject({
            enter: probability.meta({ description: 'at risk: the probability of still being a customer is below' }),
            stay: probability.meta({ description: 'and until it is not below this one' }),
          })
          .refine(isFurtherOut, further),
        churn: z
          .strictObject({
            enter: probability.meta({ description: 'or overdue, or the probability of buying nothing is above' }),
            stay: probability.meta({ description: 'and until it is not above this one' }),
          })
          .refine(({ enter, stay }) => stay <= enter, { path: ['stay'], message: 'must not lie above `enter`' }),
        overdueGaps: z.number().min(0.1).max(20).meta({ description: 'overdue: after so many of their usual gaps' }),
        goneGaps: z.number().min(0.1).max(100).meta({ description: 'not any more after so many: they are gone' }),
      })
      .refine(({ overdueGaps, goneGaps }) => goneGaps > overdueGaps, {
        path: ['goneGaps'],
        message: 'must be more than `overdueGaps`',
      })
      .meta({ description: 'who is leaving' }),
    inactiveSubscriberDays: days.meta({ description: 'inactive subscriber: signed up at least so many days ago' }),
    rfm: z.enum(['three', 'eleven']).meta({ description: 'how many profiles RFM tells apart' }),
    priority: z
      .array(anySegment)
      .max(60)
      .meta({ description: 'of several segments the first in this order is the customer’s main one' }),
  })
  .meta({
    title: 'Segments',
    description: 'Where the lines between segments are drawn. Days and months are those of the calendar in your zone.',
  }) satisfies z.ZodType<SegmentsPolicy>;
