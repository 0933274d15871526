import { z } from 'zod';
import type { CrossSellPolicy } from '../../domain/policy/cross-sell.ts';
import { locales } from '../../domain/templates.ts';
import { text, webUrl } from '../events/fields.ts';

export const crossSell = z
  .strictObject({
    byCategory: z
      .record(
        text(200),
        z.strictObject({
          categories: z
            .array(text(200))
            .min(1)
            .max(6)
            .meta({ description: 'what goes with it, the most useful first' }),
          guide: z
            .strictObject({ url: webUrl, title: z.partialRecord(z.enum(locales), text(100)) })
            .optional()
            .meta({ description: 'a page of the shop that helps with the use of what was bought' }),
        }),
      )
      .refine((all) => Object.keys(all).length <= 200, 'names at most 200 categories')
      .meta({ description: 'by the category that was bought; of one that is not named nothing follows' }),
    priceUpTo: z
      .number()
      .min(1)
      .max(1000)
      .meta({ description: 'the most that a proposal may cost, in percent of what was bought' }),
  })
  .meta({
    title: 'Cross-sell',
    description: 'What goes with what was bought. Nothing is proposed that nobody named.',
  }) satisfies z.ZodType<CrossSellPolicy>;
