import { z } from 'zod';
import type { HoldoutPolicy } from '../../domain/policy/holdout.ts';

const percent = z.number().min(0).max(50);

export const holdout = z
  .strictObject({
    share: percent.meta({ description: 'percent of the customers who get no marketing at all, to compare with' }),
    byJourney: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,99}$/u, 'write the name of a journey'), percent)
      .meta({ description: 'percent of the customers who get none of a journey, beside those who get none at all' }),
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'write small letters, digits and hyphens, at most 40')
      .meta({ description: 'the experiment’s name: another one draws other customers' }),
    redraw: z.enum(['quarterly', 'never']).meta({ description: 'whether others are drawn each calendar quarter' }),
  })
  .meta({
    title: 'Holdout',
    description: 'A part of the customers gets no marketing, so that what it brings can be measured.',
  }) satisfies z.ZodType<HoldoutPolicy>;
