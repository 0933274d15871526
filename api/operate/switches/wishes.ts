import { z } from 'zod';
import { type DataField, fieldNames } from '../../../domain/coverage/fields.ts';
import { pauseRules, any, defaultSpread, type PauseScope } from '../../../domain/switches/pause.ts';
import { sendingModes, wholeStore } from '../../../domain/switches/sending-mode.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import type { Mode } from '../../../domain/time/season.ts';
import { email, externalId, phone } from '../../events/fields.ts';
import { channel, duration, purpose } from '../../policies/fields.ts';
import { journeyOf, why } from '../fields.ts';
import type { PauseWish } from './pause.ts';

const minutes = 60_000;
const leastSpread = durationMillis(defaultSpread);

/** Held messages are looked at once in ten minutes: they cannot all go out faster. */
const spread = duration.refine((given) => {
  const millis = durationMillis(given);
  return millis >= leastSpread && millis <= 7 * 24 * 60 * minutes;
}, 'is at least 10 minutes and at most 7 days');

const step = z
  .string()
  .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)*#[1-9]\d{0,3}$/u, 'write a step as it is listed, for example cart/offer#1');

const dataField = z.enum(fieldNames as readonly [DataField, ...DataField[]], `write some of ${fieldNames.join(', ')}`);

const season = z.enum(['normal', 'event', 'dday'] satisfies readonly Mode[]);

/** What people may ask for, of a store with these journeys; each flaw names its field. */
export const switchWishes = (journeys: readonly string[]) => ({
  pause: z
    .strictObject({
      journey: journeyOf(journeys).optional(),
      channel: channel.optional(),
      purpose: purpose.optional(),
      step: step.optional(),
      season: season.optional(),
      rule: z.enum(pauseRules, `write ${pauseRules.join(', ')}`),
      spread: spread.optional(),
      why,
    })
    .refine(({ step, journey }) => step === undefined || journey !== undefined, {
      path: ['journey'],
      message: 'must be given with a step: steps of several journeys may be called alike',
    })
    .transform(({ rule, spread: given, why, ...named }): PauseWish & { readonly why: string } => ({
      scope: scopeOf(named),
      rule,
      spreadSeconds: Math.round(durationMillis(given ?? defaultSpread) / 1_000),
      why,
    })),
  resume: z.strictObject({ why }),
  mode: z
    .strictObject({
      journey: journeyOf(journeys).optional(),
      mode: z.enum(sendingModes),
      inSpiteOf: z.array(dataField).max(fieldNames.length).optional(),
      why,
    })
    .transform(({ journey = wholeStore, ...wish }) => ({ journey, ...wish })),
  recipient: z.strictObject({
    customer: z.union(
      [z.strictObject({ id: externalId }), z.strictObject({ email }), z.strictObject({ phone })],
      'name one: {"id": …}, {"email": …} or {"phone": …}',
    ),
    why,
  }),
});

const scopeOf = (named: {
  readonly [Part in keyof PauseScope]?: PauseScope[Part] | undefined;
}): PauseScope => ({
  journey: named.journey ?? any,
  channel: named.channel ?? any,
  purpose: named.purpose ?? any,
  step: named.step ?? any,
  season: named.season ?? any,
});
