import { z } from 'zod';
import { isCountry } from '../../domain/civil/place.ts';
import {
  type ClockHours,
  clockMillis,
  frenchSmsCharter,
  type QuietHoursPolicy,
  type SendingHours,
  weekdays,
} from '../../domain/policy/quiet-hours.ts';
import { channel, duration, purpose } from './fields.ts';

const clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'write a time of day such as 08:30', abort: true });

const hours = z.strictObject({ from: clock, to: clock }).refine(({ from, to }) => clockMillis(from) < clockMillis(to), {
  path: ['to'],
  message: 'must be later than `from`, on the same day',
});

const sending = z.strictObject({
  channel,
  purpose,
  countries: z
    .array(z.string().refine(isCountry, 'must be an ISO 3166-1 country code such as FR'))
    .min(1)
    .max(250)
    .optional()
    .meta({ description: 'only where the recipient lives in one of them; without it everywhere else' }),
  week: z
    .partialRecord(z.enum(weekdays), hours)
    .meta({ description: 'when they may go out, by the recipient’s clock; a day that is missing is quiet' }),
  publicHolidays: z
    .union([z.literal(['quiet', 'like the weekday']), hours], "write 'quiet', 'like the weekday', or from when to when")
    .meta({ description: 'on a public holiday where the recipient lives' }),
});

export const quietHours = z
  .strictObject({
    sending: z
      .array(sending)
      .max(100)
      .meta({ description: 'marketing that nothing is said about keeps the default; other messages go at any hour' }),
    spread: duration.meta({ description: 'what waited for the opening goes out over this time after it' }),
  })
  .superRefine((policy, context) => {
    const wide = new Set(tooWide(policy));
    const named = new Set<string>();
    for (const [index, entry] of policy.sending.entries()) {
      const at = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['sending', index, field], message });
      for (const country of entry.countries ?? ['everywhere else']) {
        const key = `${entry.channel} ${entry.purpose} ${country}`;
        if (named.has(key)) at('countries', `${country} has hours for ${entry.purpose} ${entry.channel} already`);
        named.add(key);
      }
      if (wide.has(entry)) {
        const { from, to } = frenchSmsCharter;
        at('week', `marketing by SMS in France must stay between ${from} and ${to} (the operators’ charter)`);
      }
    }
  })
  .meta({
    title: 'Quiet hours',
    description: 'When messages may go out, in the recipient’s own time; what comes at another hour waits.',
  }) satisfies z.ZodType<QuietHoursPolicy>;

/** Entries that would write to people in France by SMS at hours that no operator accepts. */
const tooWide = (policy: { readonly sending: readonly z.output<typeof sending>[] }) => {
  const sms = policy.sending.filter((entry) => entry.channel === 'sms' && entry.purpose === 'marketing');
  const french = sms.filter(({ countries }) => countries?.includes('FR'));
  const forFrance = french.length > 0 ? french : sms.filter(({ countries }) => countries === undefined);
  return forFrance.filter((entry) => hoursOf(entry).some((one) => !isWithin(one, frenchSmsCharter)));
};

const hoursOf = ({ week, publicHolidays }: SendingHours): readonly ClockHours[] => [
  ...Object.values(week).filter((one) => one !== undefined),
  ...(typeof publicHolidays === 'string' ? [] : [publicHolidays]),
];

const isWithin = (one: ClockHours, other: ClockHours): boolean =>
  clockMillis(one.from) >= clockMillis(other.from) && clockMillis(one.to) <= clockMillis(other.to);
