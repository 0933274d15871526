import { z } from 'zod';
import { channels, type Purpose, type Rank } from '../../domain/journey.ts';
import { segmentNames } from '../../domain/segments/names.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';

const wantedDuration = "write a number and a unit, for example '15 minutes' or '7 days'";

/** A length of time as people write it, between nothing and ten years. */
export const duration = z
  .string()
  .trim()
  .regex(/^\d{1,6}(\.\d{1,3})? ?(seconds?|minutes?|hours?|days?|weeks?|years?|[smhdwy])$/u, {
    error: wantedDuration,
    abort: true,
  })
  .refine((text) => durationMillis(text as Duration) <= 3_650 * 86_400_000, 'is at most 3650 days')
  .meta({ description: "a length of time: '15 minutes', '7 days'" }) as z.ZodType<string> as z.ZodType<Duration>;

/** Of a type's words each one once: the compiler names the one that is missing. */
const wordsOf = <Word extends string>(words: Readonly<Record<Word, true>>) =>
  z.enum(Object.keys(words) as [Word, ...Word[]]);

export const rank = wordsOf<Rank>({
  transactional: true,
  service: true,
  cart: true,
  'post-purchase': true,
  alert: true,
  browse: true,
  welcome: true,
  replenishment: true,
  campaign: true,
  loyalty: true,
  'win-back': true,
  newsletter: true,
});

export const segment = z.enum(segmentNames);

export const channel = z.enum(channels);

export const purpose = wordsOf<Purpose>({ transactional: true, marketing: true });

/** Money in minor units of the store's currency; what the database's integer holds. */
export const minorUnits = z
  .int()
  .min(0)
  .max(2_147_483_647)
  .meta({ description: 'minor units of the store’s currency: 1990 is 19.90' });

/** A price by the country of a number, and that of all others. */
export const priceByCountry = (price: typeof minorUnits) =>
  z.strictObject({
    byCountry: z
      .record(z.string().regex(/^[A-Z]{2}$/u, 'is a country of ISO 3166-1: FR'), price)
      .refine((all) => Object.keys(all).length <= 250, 'has at most 250 countries'),
    elsewhere: price,
  });
