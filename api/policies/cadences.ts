import { z } from 'zod';
import { idleStep } from '../../domain/cadence.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { CadencesPolicy } from '../../domain/policy/cadences.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import { specs } from '../specs.ts';

const wanted = "write a number and a unit, for example '15 minutes', '7 days' or '-2 days'";

/** As a duration; a step that is counted from a day to come may lie before it. */
const time = z
  .string()
  .trim()
  .regex(/^-?\d{1,6}(\.\d{1,3})? ?(seconds?|minutes?|hours?|days?|weeks?|years?|[smhdwy])$/u, {
    error: wanted,
    abort: true,
  })
  .refine((text) => Math.abs(durationMillis(text as Duration)) <= 3_650 * 86_400_000, 'is at most 3650 days')
  .meta({ description: "a length of time: '15 minutes', '7 days'" }) as z.ZodType<string> as z.ZodType<Duration>;

const wait = z.union([time, z.strictObject({ normal: time, event: time, dday: time })], wanted);

/** Which steps of a journey have a time that a store may change. */
const stepsOf = ({ idle, cadence }: JourneySpec): readonly string[] => [
  ...(idle === undefined ? [] : [idleStep]),
  ...Object.keys(cadence ?? {}),
];

export const cadences = z
  .strictObject({
    byJourney: z
      .record(z.string().max(60), z.record(z.string().max(60), wait.nullable()))
      .superRefine((byJourney, context) => {
        for (const [name, own] of Object.entries(byJourney)) {
          const spec = specs.find((one) => one.name === name);
          if (!spec) {
            context.addIssue({ code: 'custom', path: [name], message: 'there is no such journey' });
            continue;
          }
          const steps = stepsOf(spec);
          for (const [step, value] of Object.entries(own)) {
            const path = [name, step];
            if (!steps.includes(step)) {
              const has = steps.length > 0 ? `write one of ${steps.join(', ')}` : 'it has none that can be changed';
              context.addIssue({ code: 'custom', path, message: `the journey has no such step; ${has}` });
            } else if (step === idleStep && value === null) {
              context.addIssue({ code: 'custom', path, message: 'a first wait cannot be left out' });
            }
          }
        }
      })
      .meta({
        description:
          'by journey, then by step: another time than the journey’s own, one for all modes or one a mode; null leaves the step out',
      }),
  })
  .meta({
    title: 'Cadences',
    description:
      'When the steps of journeys are due. It holds for runs that start now, and for those under way: what they wait for moves with it.',
  }) satisfies z.ZodType<CadencesPolicy>;
