import { z } from 'zod';
import type { BrandPage, BrandPolicy } from '../../domain/policy/brand.ts';
import { locales } from '../../domain/templates.ts';
import { text, webUrl } from '../events/fields.ts';

const locale = z.enum(locales);

const pages: Readonly<Record<BrandPage, string>> = {
  help: 'answers to questions, or how to reach customer service',
  reviews: 'where buyers leave a review',
  returns: 'how to send something back',
  loyalty: 'the loyalty programme',
  referral: 'where customers invite others',
  account: 'the customer’s own account',
  guides: 'guides and advice',
  giftCards: 'digital gift cards',
};

export const brand = z
  .strictObject({
    story: z.partialRecord(locale, text(1000)).meta({ description: 'who the shop is, one paragraph a language' }),
    commitments: z
      .partialRecord(locale, z.array(text(200)).max(6))
      .meta({ description: 'what the shop stands for and guarantees, one sentence each, by language' }),
    pages: z
      .strictObject(
        Object.fromEntries(
          Object.entries(pages).map(([page, description]) => [page, webUrl.optional().meta({ description })]),
        ) as Record<BrandPage, z.ZodOptional<typeof webUrl>>,
      )
      .meta({ description: 'pages that messages may lead to; what is not named is not spoken of' }),
  })
  .meta({
    title: 'Brand',
    description: 'What messages say of the shop itself, in its own words.',
  }) satisfies z.ZodType<BrandPolicy>;
