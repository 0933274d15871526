import { z } from 'zod';
import type { LinksPolicy, RecordedClicks } from '../../domain/policy/links.ts';
import { duration } from './fields.ts';

const clicks = z.enum(['all', 'marketing', 'none'] as const satisfies readonly RecordedClicks[]);

/** A web address once its places are filled in, and with one of them at least. */
const restoreUrl = z
  .string()
  .trim()
  .max(1000)
  .refine((text) => /\{(?:cart|lines)\}/u.test(text), 'has {cart} or {lines}, which are filled in for each cart')
  .refine((text) => !/\{(?!(?:cart|lines)\})/u.test(text), 'has no other place than {cart} and {lines}')
  .refine(
    (text) => /^https?:\/\//u.test(text) && URL.canParse(text.replaceAll(/\{\w+\}/gu, 'x')),
    'is a web address: https://shop.example/cart/{lines}',
  );

const unreserved = /^[\w.~!$'()*+,;:@|-]*$/u;

export const links = z
  .strictObject({
    clicks: clicks.meta({
      description: 'of which messages it is recorded that a link was followed: of all, of marketing alone, or of none',
    }),
    source: z
      .string()
      .regex(/^[\w.~-]{1,60}$/u, 'has letters, digits, . _ ~ and - only')
      .nullable()
      .meta({ description: 'utm_source of every link to the shop; empty: links carry no UTM parameters' }),
    cart: z
      .strictObject({
        restoreUrl: restoreUrl.nullable().meta({
          description:
            'address of the storefront that fills a cart again, with {cart} or {lines}; empty: the address that the shop tells of each cart',
        }),
        line: z
          .string()
          .max(60)
          .refine((text) => text.includes('{product}'), 'has {product}')
          .refine((text) => unreserved.test(text.replaceAll(/\{(?:product|quantity)\}/gu, '')), 'needs no escaping')
          .meta({ description: 'how a line of the cart is written in {lines}: {product}:{quantity}' }),
        between: z
          .string()
          .min(1)
          .max(10)
          .regex(/^[\w.~!$'()*+,;:@|&=-]*$/u, 'needs no escaping')
          .meta({ description: 'what stands between two lines' }),
        works: duration.meta({ description: 'how long after its message a link fills the cart' }),
      })
      .meta({ description: 'how the link of a cart leads back into it' }),
  })
  .meta({
    title: 'Links',
    description: 'Where the links of messages lead, and what the shop learns of them.',
  }) satisfies z.ZodType<LinksPolicy>;
