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
  social: 'where customers show what they bought',
  stores: 'shops with a door, and when they are open',
  wishList: 'where customers keep what they would like',
  preOrders: 'what can be ordered before it comes',
  pickup: 'ordering online and fetching it in a shop',
  newCollection: 'what is new this season',
};

const picture = webUrl.refine((url) => url.startsWith('https:'), 'is an https address: mail programs load no other');

const reviews = z.strictObject({
  all: z
    .array(
      z.strictObject({
        quote: text(300),
        by: text(60).meta({ description: 'who wrote it, as they agreed to be named' }),
        stars: z.int().min(1).max(5).optional(),
        photoUrl: picture.optional().meta({ description: 'their own picture' }),
      }),
    )
    .min(1)
    .max(3),
  checked: text(200).meta({ description: 'how the shop makes sure that buyers wrote them: the law wants it said' }),
});

const answers = z
  .array(z.strictObject({ term: text(60), text: text(300) }))
  .min(1)
  .max(6);

export const brand = z
  .strictObject({
    story: z.partialRecord(locale, text(1000)).meta({ description: 'who the shop is, one paragraph a language' }),
    commitments: z
      .partialRecord(locale, z.array(text(200)).max(6))
      .meta({ description: 'what the shop stands for and guarantees, one sentence each, by language' }),
    reviews: z.partialRecord(locale, reviews).optional().meta({ description: 'what customers wrote, by language' }),
    answers: z.partialRecord(locale, answers).optional().meta({
      description: 'answers about delivery, lead times and returns, in place of those that hold for every shop',
    }),
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
