import type { Channel, Purpose } from '../journey.ts';
import type { Duration } from '../time/duration.ts';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** From `from` (included) to `to` (excluded) by the recipient's clock: `08:00`, at most `24:00`. */
export interface ClockHours {
  readonly from: string;
  readonly to: string;
}

/** When messages of one kind may go out, in the recipient's civil time. */
export interface SendingHours {
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** ISO 3166-1; absent: every country that no other entry of the same channel and purpose names. */
  readonly countries?: readonly string[] | undefined;
  /** A day that is missing is quiet. */
  readonly week: Readonly<Partial<Record<Weekday, ClockHours>>>;
  readonly publicHolidays: 'quiet' | 'like the weekday' | ClockHours;
}

/**
 * The hours of a store. Marketing that it says nothing about keeps the default's hours; a transactional message
 * that it says nothing about goes at any hour. WhatsApp that it says nothing about has the hours of text messages.
 */
export interface QuietHoursPolicy {
  readonly sending: readonly SendingHours[];
  /** What waited for an opening goes out over this time after it, never beyond the hours' end. */
  readonly spread: Duration;
}

/** The same hours on each of these days. */
export const onDays = (days: readonly Weekday[], hours: ClockHours): SendingHours['week'] =>
  Object.fromEntries(days.map((day) => [day, hours]));

const workingDays = weekdays.filter((day) => day !== 'sunday');
const marketingSms = { channel: 'sms', purpose: 'marketing' } as const;

/**
 * Marketing by SMS in France 8-20, neither on Sundays nor on public holidays: what SMS routers attribute to the
 * CNIL, stricter than the operators' charter below. The eight countries 8-21 after Klaviyo's table of SMS quiet
 * hours. Elsewhere as in France, the strictest of them. Marketing by e-mail 7-22, as the field does it; no law
 * asks for it.
 */
export const defaultQuietHours: QuietHoursPolicy = {
  sending: [
    {
      ...marketingSms,
      countries: ['FR'],
      week: onDays(workingDays, { from: '08:00', to: '20:00' }),
      publicHolidays: 'quiet',
    },
    {
      ...marketingSms,
      countries: ['US', 'CA', 'GB', 'IE', 'DE', 'NL', 'AU', 'NZ'],
      week: onDays(weekdays, { from: '08:00', to: '21:00' }),
      publicHolidays: 'like the weekday',
    },
    { ...marketingSms, week: onDays(workingDays, { from: '08:00', to: '20:00' }), publicHolidays: 'quiet' },
    {
      channel: 'email',
      purpose: 'marketing',
      week: onDays(weekdays, { from: '07:00', to: '22:00' }),
      publicHolidays: 'like the weekday',
    },
  ],
  spread: '60 minutes',
};

/**
 * The widest that marketing by SMS may be set to in France: the operators' charter (af2m, Charte Business Messaging
 * 2026) has it 8-21:30, Monday to Saturday recommended, Sundays and public holidays tolerated.
 */
export const frenchSmsCharter: ClockHours = { from: '08:00', to: '21:30' };

export interface MessageKind {
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** Of the recipient; null when nothing tells. */
  readonly country: string | null;
}

const entryFor = ({ sending }: QuietHoursPolicy, { channel, purpose, country }: MessageKind) => {
  const own = sending.filter((entry) => entry.channel === channel && entry.purpose === purpose);
  return (
    own.find(({ countries }) => country !== null && countries?.includes(country)) ??
    own.find(({ countries }) => countries === undefined)
  );
};

/** When a message may go out; undefined: at any hour. A policy that forgot marketing does not open the night. */
export const sendingHours = (policy: QuietHoursPolicy, kind: MessageKind): SendingHours | undefined =>
  entryFor(policy, kind) ??
  // It rings the same phone.
  (kind.channel === 'whatsapp' ? sendingHours(policy, { ...kind, channel: 'sms' }) : undefined) ??
  (kind.purpose === 'marketing' ? entryFor(defaultQuietHours, kind) : undefined);

/** `08:30` in milliseconds since midnight. */
export const clockMillis = (clock: string): number => {
  const [hour, minute] = clock.split(':');
  return (Number(hour) * 60 + Number(minute)) * 60_000;
};
