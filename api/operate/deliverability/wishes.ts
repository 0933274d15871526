import { z } from 'zod';
import { durationMillis } from '../../../domain/time/duration.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { instant } from '../../events/fields.ts';
import { channel } from '../../policies/fields.ts';
import { journeyOf, why } from '../fields.ts';

/** What should hold for longer is no exception any more. */
const longest = durationMillis('92 days');

const untilAfter = (now: Millis) =>
  instant
    .refine((text) => Date.parse(text) > now, 'must be later than now')
    .refine((text) => Date.parse(text) <= now + longest, 'is at most 92 days ahead; beyond that change the policy')
    .transform((text) => new Date(text));

/** What people may ask for at `now`, of a store with these journeys; each flaw names its field. */
export const deliverabilityWishes = (journeys: readonly string[], now: Millis) => {
  /** Without a journey: the store's own brake. */
  const brake = { channel, journey: journeyOf(journeys).optional() };
  const until = untilAfter(now);
  return {
    release: z.strictObject({ ...brake, until, why }),
    hold: z.strictObject({ ...brake, why }),
    approve: z.strictObject({ channel, daily: z.int().min(1).max(999_999_999), until, why }),
    withdraw: z.strictObject({ channel, why }),
  };
};
