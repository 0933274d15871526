import { z } from 'zod';
import { offerContradictions } from '../../domain/offers/contradictions.ts';
import { mostCodesSeen, type OffersPolicy } from '../../domain/policy/offers.ts';
import { instant } from '../events/fields.ts';
import { duration, minorUnits } from './fields.ts';
import { anySegment } from './segments.ts';

const offerId = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'is a name of letters, digits and hyphens');
/** Read aloud, typed and printed. */
export const codeText = z
  .string()
  .trim()
  .regex(/^[!-~]{1,40}$/, 'has 1 to 40 letters, digits and signs, and no space');
const percent = z.number().gt(0).max(100);

const gives = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent }),
  z.strictObject({ kind: z.literal('amount'), amount: minorUnits.min(1) }),
  z.strictObject({ kind: z.literal('free-delivery') }),
  z.strictObject({ kind: z.literal('longer-returns'), days: z.int().min(1).max(730) }),
  z.strictObject({ kind: z.literal('loyalty'), points: z.int().min(1).max(10_000_000) }),
]);

const audience = z.strictObject({
  basketFrom: minorUnits.exactOptional().meta({ description: 'the cart’s total, at least' }),
  firstOrder: z.boolean().exactOptional().meta({ description: 'true: customers who never ordered' }),
  segments: z.array(anySegment).min(1).exactOptional(),
});

const codes = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('pool') }),
  z.strictObject({ from: z.literal('generated'), prefix: codeText.max(20) }),
  z.strictObject({
    from: z.literal('store'),
    url: z.url({ protocol: /^https$/, error: 'write an https URL' }).max(2000),
  }),
  z.strictObject({ from: z.literal('fixed'), code: codeText, usableUntil: instant.exactOptional() }),
]);

const without = z.enum(['without', 'withhold']);

const offer = z.strictObject({
  gives,
  to: z.array(audience).max(20).exactOptional().meta({ description: 'whoever one of these fits; absent: everybody' }),
  whereItPays: z.literal(true).exactOptional().meta({
    description:
      'leaves out groups in whom experiments proved that it costs more margin than it brings; but one in ten',
  }),
  instead: z
    .strictObject({ offer: offerId, to: z.array(anySegment) })
    .exactOptional()
    .meta({ description: 'a benefit that these segments, and those above the ceiling, get in its place' }),
  codes: codes.meta({ description: 'where its codes come from; a fixed one is the same for everybody' }),
  validity: z.strictObject({ for: duration, ends: z.enum(['day', 'exactly']) }),
  otherwise: without.meta({ description: 'what becomes of the message when the customer may not get it' }),
  whenEmpty: z
    .union([without, z.strictObject({ offer: offerId })])
    .meta({ description: 'what becomes of it when there is no code left' }),
  mayOverlap: z.array(offerId).max(50).exactOptional(),
  afterChange: z.enum(['keep', 'adopt']),
  afterReturn: z.enum(['reopen', 'spent']),
  alarmBelow: z.int().min(1).max(100_000).exactOptional(),
});

export const offers = z
  .strictObject({
    byId: z.record(offerId, offer).meta({ description: 'by the name that journeys use' }),
    perCustomer: z
      .strictObject({
        codes: z
          .int()
          .min(0)
          .max(mostCodesSeen - 1),
        period: duration,
      })
      .meta({ description: 'at most so many codes a customer in any such period, over all offers' }),
    highValueCeiling: z
      .strictObject({ percent: percent.exactOptional(), amount: minorUnits.exactOptional() })
      .exactOptional()
      .meta({ description: 'the dearest discount for customers of high value' }),
    largestShare: percent.meta({ description: 'the largest part of the cart that a discount may be, in percent' }),
    boughtWithout: z
      .int()
      .min(1)
      .max(mostCodesSeen)
      .meta({ description: 'who bought so often without using their codes gets no more' }),
    leftUnused: z.int().min(1).max(mostCodesSeen).meta({ description: 'who let so many codes pass gets no more' }),
  })
  .superRefine((policy, context) => {
    for (const { path, message } of offerContradictions(policy)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  })
  .meta({
    title: 'Offers',
    description: 'What the store gives, to whom, and how far it goes with one customer.',
  }) satisfies z.ZodType<OffersPolicy>;
