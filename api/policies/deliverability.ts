import { z } from 'zod';
import type { BrakeRates, DeliverabilityPolicy } from '../../domain/policy/deliverability.ts';
import { duration, rank } from './fields.ts';
import { isSender } from './sender.ts';

const sender = z
  .string()
  .max(200)
  .refine(isSender, 'write an address such as "My shop <news@shop.example>"')
  .optional();

const percent = z.number().gt(0).max(100);

const rates = (what: string) =>
  z
    .strictObject({ warn: percent.optional(), slow: percent.optional(), stop: percent.optional() })
    .refine(isRising, 'each of `warn`, `slow` and `stop` must be above the one before it')
    .meta({ description: `${what}, in percent of what was accepted in 24 hours` });

const isRising = ({ warn, slow, stop }: BrakeRates): boolean => {
  const given = [warn, slow, stop].filter((rate) => rate !== undefined);
  return given.every((rate, index) => index === 0 || rate > given[index - 1]!);
};

const brake = z
  .strictObject({
    fromAccepted: z.int().min(1).max(1_000_000).meta({ description: 'messages in 24 hours before anything is judged' }),
    fromEvents: z.int().min(1).max(1_000).meta({ description: 'fewer bounces or complaints than this are chance' }),
    store: z.strictObject({
      bounces: rates('bounces of all that the store sends'),
      complaints: rates('complaints about it'),
      unsubscribes: rates('people who leave after it'),
    }),
    journey: z.strictObject({
      complaints: rates('complaints about one journey'),
      unsubscribes: rates('people who leave after its messages'),
    }),
    slowShare: z.number().min(1).max(100).meta({ description: 'percent of the messages that wait at `slow`' }),
    lookAgain: duration.meta({ description: 'how often what waits is looked at again' }),
  })
  .meta({ description: 'when marketing waits because too much of it bounced, annoyed or made people leave' });

const ramp = z.strictObject({
  domain: z.string().regex(/^[a-z0-9.-]{3,200}$/u, 'write a domain such as news.shop.example'),
  schedule: z
    .union([z.literal(['slow', 'fast']), z.array(z.int().min(1).max(100_000_000)).min(1).max(120)])
    .meta({ description: 'messages a day, day by day of sending' }),
});

const rampRules = z.strictObject({
  activeWithin: z
    .array(z.strictObject({ untilDay: z.int().min(1).max(400), within: duration }))
    .max(20)
    .meta({ description: 'up to that day only who did something lately is written to' }),
  keptForBest: z.number().min(0).max(100).meta({ description: 'percent of each day for the most engaged' }),
  silentDays: z
    .int()
    .min(1)
    .max(60)
    .meta({ description: 'after so many days without a message the warm-up goes back' }),
  holdAt: z.strictObject({ bounces: percent, complaints: percent }),
});

export const deliverability = z
  .strictObject({
    senders: z
      .strictObject({ transactional: sender, marketing: sender })
      .meta({ description: 'the From of each kind of message, where it is not the store’s one' }),
    brake,
    sunset: z
      .strictObject({
        after: duration.meta({ description: 'who has done nothing for this long is left out' }),
        ranks: z.array(rank).max(20).meta({ description: 'of messages of these ranks, which go to an audience' }),
      })
      .meta({ description: 'no mass sends to people who have done nothing for long' }),
    volume: z
      .strictObject({
        factor: z.number().min(1).max(100).meta({ description: 'so many times a usual day of the last four weeks' }),
        fromDaily: z.int().min(1).max(100_000_000).meta({ description: 'fewer messages a day are never too many' }),
        ranks: z.array(rank).max(20).meta({ description: 'messages of these ranks wait, the others are counted' }),
      })
      .meta({ description: 'how many messages a day go out without anybody’s approval' }),
    ramps: z
      .array(ramp)
      .max(20)
      .refine((all) => new Set(all.map(({ domain }) => domain)).size === all.length, 'each domain once')
      .meta({ description: 'sending domains that are being warmed up' }),
    rampRules: rampRules.meta({ description: 'who goes first meanwhile, and when a warm-up stays or goes back' }),
  })
  .meta({
    title: 'Deliverability',
    description: 'What keeps mailbox providers from refusing the store’s messages. Marketing alone is held back.',
  }) satisfies z.ZodType<DeliverabilityPolicy>;
