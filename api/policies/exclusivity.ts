import { z } from 'zod';
import type { ExclusivityPolicy } from '../../domain/policy/exclusivity.ts';
import { allowance, haveOwnIds, slug, window } from './allowance.ts';
import { rank } from './fields.ts';

export const exclusivity = z
  .strictObject({
    groups: z
      .array(z.strictObject({ id: slug, journeys: z.array(z.string().min(1).max(100)).min(2).max(50), per: window }))
      .max(20)
      .refine(haveOwnIds, 'each group has an id of its own')
      .meta({ description: 'journeys of which one customer hears at most one in a window' }),
    newsletterPause: z
      .strictObject({ after: z.array(rank).max(20), pauses: z.array(rank).max(20) })
      .meta({ description: 'on a day on which one of the ranks `after` is sent or due, those of `pauses` wait' }),
    journeysADay: allowance
      .optional()
      .meta({ description: 'how many runs of journeys may write marketing to one customer on one day; absent: any' }),
  })
  .meta({
    title: 'Exclusivity',
    description: 'What does not go to one customer together.',
  }) satisfies z.ZodType<ExclusivityPolicy>;
