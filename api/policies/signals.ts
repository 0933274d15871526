import { z } from 'zod';
import type { SignalsPolicy, Tier } from '../../domain/policy/signals.ts';

const bound = z.int().min(1).max(1_000_000_000_000);

const tier = z
  .strictObject({
    name: z.string().min(1).max(60),
    enter: bound.meta({ description: 'from here on a customer enters the tier' }),
    leave: bound.meta({ description: 'below it they leave again' }),
  })
  .refine(({ enter, leave }) => leave <= enter, {
    path: ['leave'],
    message: 'must be no higher than `enter`',
  }) satisfies z.ZodType<Tier>;

const isAscending = (tiers: readonly Tier[]): boolean =>
  tiers.every(({ enter, leave }, i) => i === 0 || (enter > tiers[i - 1]!.enter && leave > tiers[i - 1]!.leave));

export const signals = z
  .strictObject({
    rfmGroups: z.int().min(2).max(20).meta({
      description: 'into how many groups recency, frequency and money are cut; 5 are quintiles',
    }),
    tiers: z
      .strictObject({
        by: z.enum(['spend', 'points']).meta({
          description: 'what the bounds are of: money paid within the period, in minor units, or points',
        }),
        within: z.int().min(1).max(1095).meta({ description: 'the period, in days' }),
        tiers: z
          .array(tier)
          .max(10)
          .refine(isAscending, 'must be in rising order, the lowest first')
          .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'has one name twice')
          .meta({ description: 'the lowest first; none: only the tier that the shop tells itself' }),
      })
      .meta({ description: 'the tiers of customers whose tier the shop’s programme does not tell' }),
    surprise: z.number().min(0).max(1).exactOptional().meta({
      description: 'how far what everybody buys counts less in proposed categories; 0: what is likeliest',
    }),
    demandDays: z.int().min(7).max(91).meta({ description: 'for so many days the demand of products is forecast' }),
  })
  .meta({
    title: 'Signals',
    description: 'How recency, frequency and money, and loyalty tiers are cut; how far demand is forecast.',
  }) satisfies z.ZodType<SignalsPolicy>;
