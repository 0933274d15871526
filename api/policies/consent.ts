import { z } from 'zod';
import { contactKinds } from '../../domain/contact.ts';
import { listPattern } from '../../domain/lists.ts';
import type { ConsentPolicy } from '../../domain/policy/consent.ts';
import { channel, duration, rank } from './fields.ts';

const title = z.string().trim().min(1, 'must not be empty').max(80);

const list = z.strictObject({
  list: z.string().regex(listPattern, 'write lower-case letters, digits and hyphens, at most 40'),
  title: z.strictObject({ fr: title, en: title }).meta({ description: 'how its customers know it' }),
  journeys: z.array(z.string().min(1).max(100)).max(100),
  ranks: z.array(rank).max(20),
});

const inactivity = z.strictObject({
  after: duration.meta({ description: 'for how long after the last act that counts' }),
  counts: z.array(z.enum(contactKinds)).min(1, 'name at least one act').max(20),
});

export const consent = z
  .strictObject({
    lists: z
      .array(list)
      .max(20)
      .refine((all) => new Set(all.map((one) => one.list)).size === all.length, 'every list has a name of its own')
      .meta({
        description:
          'lists that customers join and leave by themselves; a marketing message belongs to the first that names its journey, else to the first that names its rank',
      }),
    proof: z.enum(['required', 'recorded']).meta({
      description: 'required: a consent counts once the act, the exact words and their version are on record',
    }),
    softOptIn: z
      .strictObject({
        // WhatsApp wants an agreement.
        channels: z.array(channel.exclude(['whatsapp'])).max(2),
        similar: z.enum(['same_category', 'whole_shop']),
        whenUnknown: z.enum(['send', 'withhold']),
      })
      .meta({
        description:
          'marketing without consent to who bought and was told of it: on which channels, for which products, and what to do when a category is not known',
      }),
    inactivity: z.strictObject({ prospects: inactivity, customers: inactivity, erase: z.boolean() }).meta({
      description:
        'for how long marketing goes on after the last act of who never bought and of who did; erase: retention erases them afterwards',
    }),
  })
  .meta({
    title: 'Consent',
    description: 'What marketing may rest on, which lists customers can leave, and when it ends.',
  }) satisfies z.ZodType<ConsentPolicy>;
