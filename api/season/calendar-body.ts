import { z } from 'zod';
import { type SeasonCalendar } from '../../domain/time/season.ts';
import { toInstant } from '../../domain/time/instant.ts';

/** An instant as ISO 8601 with its offset; kept in UTC. */
const instant = z.iso
  .datetime({ offset: true, error: 'write an instant with its offset: 2026-06-24T08:00:00+02:00' })
  .transform((given) => toInstant(Date.parse(given)));

const interval = z
  .strictObject({ from: instant, to: instant, mode: z.enum(['normal', 'event', 'dday']) })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' });

/** A store's calendar: intervals in order, none over another. */
export const calendarBody = z
  .array(interval)
  .max(200)
  .superRefine((calendar, context) => {
    for (const [index, { from }] of calendar.entries()) {
      const before = calendar[index - 1];
      if (before && from < before.to)
        context.addIssue({ code: 'custom', path: [index, 'from'], message: 'is before the end of the one before' });
    }
  }) satisfies z.ZodType<SeasonCalendar>;
