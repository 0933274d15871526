import { z } from 'zod';
import { channels } from '../../domain/journey.ts';
import type { Audience, CapsPolicy } from '../../domain/policy/caps.ts';
import { allowance, haveOwnIds, slug, window } from './allowance.ts';
import { rank, segment } from './fields.ts';
import { anySegment } from './segments.ts';

const others = ['high-value', 'low-value', 'engaged', 'passive'] as const satisfies readonly Audience[];
/** Those that have a name of ours. */
export const audienceNames = [...segment.options, ...others];
const audience = z.union([z.enum(others), anySegment]) satisfies z.ZodType<Audience>;
const audiences = z.array(audience).max(20);

const cap = z.strictObject({
  id: slug.meta({ description: 'its name, stored with each decision' }),
  channel: z.enum([...channels, 'all']),
  purpose: z.enum(['marketing', 'all']).meta({ description: 'what is counted; only marketing is ever held back' }),
  ranks: z.array(rank).min(1).max(20).optional().meta({ description: 'only about messages of these ranks' }),
  who: audiences.min(1).optional().meta({ description: 'only about customers who are one of these' }),
  except: audiences.optional().meta({ description: 'not about customers who are one of these' }),
  atMost: allowance,
  lastFor: z
    .array(rank)
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'the last place, of several, is kept for messages of these ranks' }),
  per: window,
});

export const caps = z
  .strictObject({
    caps: z
      .array(cap)
      .max(30)
      .refine(haveOwnIds, 'each cap has an id of its own')
      .meta({ description: 'so many messages at most to one customer in a window' }),
    passiveAfter: z
      .int()
      .min(1)
      .max(50)
      .meta({ description: 'who answered none of the last so many messages is passive, who answered one is engaged' }),
  })
  .meta({
    title: 'Caps',
    description:
      'How many marketing messages one customer gets at most. Of all that fit a message the strictest holds.',
  }) satisfies z.ZodType<CapsPolicy>;
