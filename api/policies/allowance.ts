import { z } from 'zod';
import type { CivilUnit } from '../../domain/civil/window.ts';
import { type Allowance, longestWindow, type Window } from '../../domain/policy/allowance.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { duration } from './fields.ts';

const units = ['day', 'week', 'month'] as const satisfies readonly CivilUnit[];

/** A stretch of time in which something is counted; no longer than what the gate reads of the past. */
export const window = z
  .union([
    z.strictObject({
      rolling: duration.refine(
        (text) => durationMillis(text) <= durationMillis(longestWindow) && durationMillis(text) > 0,
        `is longer than nothing and at most ${longestWindow}`,
      ),
    }),
    z.strictObject({ civil: z.enum(units) }),
  ])
  .meta({
    description: 'the last so long (rolling), or the day, week from Monday, or month of the customer (civil)',
  }) satisfies z.ZodType<Window>;

/** Beyond it nobody could tell a cap from none. */
const many = z.int('write a whole number').min(0).max(100);

export const allowance = z
  .strictObject({
    normal: many,
    event: many.optional().meta({ description: 'another number during an event of the season calendar' }),
    dday: many.optional().meta({ description: 'another number on its day' }),
    back: duration.optional().meta({ description: 'how long it takes to come back to the normal number afterwards' }),
  })
  .meta({ description: 'how many, by the mode of the season' }) satisfies z.ZodType<Allowance>;

/** What a cap or a group is known by. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, "is made of small letters, digits and single hyphens: 'email-day'")
  .max(60);

/** True when no two of the items have the same id. */
export const haveOwnIds = (items: readonly { readonly id: string }[]): boolean =>
  new Set(items.map(({ id }) => id)).size === items.length;
