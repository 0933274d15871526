import { z } from 'zod';
import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import { type ApprovedTemplate, gaps, type WhatsappPolicy, whatsappValues } from '../../domain/policy/whatsapp.ts';
import { locales, type SmsTemplateId } from '../../domain/templates.ts';
import { minorUnits, priceByCountry } from './fields.ts';

const approved = z
  .strictObject({
    template: z
      .enum(smsTemplateIds as readonly [SmsTemplateId, ...SmsTemplateId[]])
      .meta({ description: 'the message that these are the words of' }),
    locale: z.enum(locales),
    content: z
      .string()
      .regex(/^HX[0-9a-f]{32}$/iu, 'is HX and 32 hexadecimal digits')
      .meta({ description: 'of the approved template, at Twilio: HX…' }),
    text: z
      .string()
      .trim()
      .min(1)
      .max(1024)
      .meta({ description: 'its words as they were approved, with {{1}} for the first gap' }),
    values: z.array(z.enum(whatsappValues)).max(20).meta({ description: 'what fills its gaps, in their order' }),
    stopButton: z
      .boolean()
      .optional()
      .meta({ description: 'it has a quick reply that ends such messages; else its words have to say STOP' }),
  })
  .refine(
    // Twilio numbers them from 1, and refuses a template whose gaps it cannot fill.
    ({ text, values }) => {
      const numbers = new Set(Array.from(text.matchAll(gaps), ([, number]) => Number(number)));
      return numbers.size === values.length && values.every((_, index) => numbers.has(index + 1));
    },
    { path: ['values'], message: 'must fill each gap of the text once: {{1}} with the first' },
  ) satisfies z.ZodType<ApprovedTemplate>;

/** What a message may cost: beyond it somebody wrote another unit. */
const messagePrice = minorUnits
  .max(1_000)
  .meta({ description: 'of one message, in minor units of the store’s currency' });

export const whatsapp = z
  .strictObject({
    templates: z
      .array(approved)
      .max(100)
      .refine(
        (all) => new Set(all.map(({ template, locale }) => `${template} ${locale}`)).size === all.length,
        'has a message twice in one language',
      )
      .meta({ description: 'what is not among these does not go by WhatsApp' }),
    first: z.boolean().meta({ description: 'what journeys send by text message is asked for by WhatsApp first' }),
    messagePrice: priceByCountry(messagePrice).meta({
      description: 'what a message costs, by the country of the number',
    }),
  })
  .meta({
    title: 'WhatsApp',
    description: 'Which approved templates messages go in, whether they go before text messages, and what one costs.',
  }) satisfies z.ZodType<WhatsappPolicy>;
